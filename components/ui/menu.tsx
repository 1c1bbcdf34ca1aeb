'use client'
import { Slot } from 'radix-ui'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { holdKeys } from './held-keys.ts'
import { useLoaded } from './use-loaded.ts'

export interface MenuProps {
  /** One button. */
  readonly trigger: ReactNode
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

export interface MenuItemProps {
  readonly onSelect?: () => void
  readonly icon?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  /** The one child is a link. */
  readonly asChild?: boolean
  readonly children: ReactNode
}

export interface MenuChoiceProps<T extends string> {
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[]
}

export interface MenuCheckProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** Their code comes when a menu is opened first; by then it is what the items of a menu are made of. */
const load = () => import('./menu-parts.tsx')
type Parts = Awaited<ReturnType<typeof load>>
const PartsOfMenu = createContext<Parts | null>(null)

export function Menu(props: MenuProps) {
  const [openedBy, setOpenedBy] = useState<'pointer' | 'keyboard' | null>(null)
  const parts = useLoaded(load, openedBy !== null)
  const letGo = useRef<ReturnType<typeof holdKeys> | null>(null)
  useEffect(() => () => letGo.current?.(), [])
  const openByKey = () => {
    // Letters look an item up: those that are typed before the menu is there are meant for it as well.
    letGo.current ??= holdKeys()
    setOpenedBy('keyboard')
  }
  if (parts && openedBy) {
    return (
      <PartsOfMenu value={parts}>
        <parts.OpenedMenu {...props} openedBy={openedBy} onFocusInside={(menu) => letGo.current?.(menu)} />
      </PartsOfMenu>
    )
  }
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      // A click that no pointer made is Enter or the space bar.
      onClick={(event) => (event.detail === 0 ? openByKey() : setOpenedBy('pointer'))}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return
        event.preventDefault()
        openByKey()
      }}
    >
      {props.trigger}
    </Slot.Root>
  )
}

function useParts(): Parts {
  const parts = useContext(PartsOfMenu)
  if (!parts) throw new Error('an item outside of a menu')
  return parts
}

export function MenuItem(props: MenuItemProps) {
  const parts = useParts()
  return <parts.MenuItem {...props} />
}

export function MenuLabel(props: { children: ReactNode }) {
  const parts = useParts()
  return <parts.MenuLabel {...props} />
}

export function MenuSeparator() {
  const parts = useParts()
  return <parts.MenuSeparator />
}

/** One of several; the chosen one carries a tick. */
export function MenuChoice<T extends string>(props: MenuChoiceProps<T>) {
  const parts = useParts()
  return <parts.MenuChoice {...props} />
}

/** On or off; the menu stays open, for there are several to choose. */
export function MenuCheck(props: MenuCheckProps) {
  const parts = useParts()
  return <parts.MenuCheck {...props} />
}
