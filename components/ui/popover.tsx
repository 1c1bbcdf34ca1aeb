'use client'
import { Slot } from 'radix-ui'
import type { ReactNode } from 'react'
import { useLoaded } from './use-loaded.ts'

export interface PopoverProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** What it is, for those who don't see where it hangs. */
  readonly label: string
  /** One button. */
  readonly trigger: ReactNode
  readonly children: ReactNode
}

/** Its code comes when one is opened first. */
const load = () => import('./popover-parts.tsx')

/** Something to fill in that hangs from its button; the page behind stays alive. Escape closes it. */
export function Popover(props: PopoverProps) {
  const parts = useLoaded(load, props.open)
  if (parts) return <parts.Popover {...props} />
  return (
    <Slot.Root
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={load}
      onClick={() => props.onOpenChange(true)}
    >
      {props.trigger}
    </Slot.Root>
  )
}
