'use client'
import clsx from 'clsx'
import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { landmarkOf } from './landmark.ts'
import type { MenuCheckProps, MenuChoiceProps, MenuItemProps, MenuProps } from './menu.tsx'

interface OpenedMenuProps extends MenuProps {
  /** What it was opened by before its code was there. */
  readonly openedBy: 'pointer' | 'keyboard'
  /** It is open and has the focus. */
  readonly onFocusInside: (menu: Element) => void
}

export function OpenedMenu({ trigger, align = 'end', children, openedBy, onFocusInside }: OpenedMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [landmark, setLandmark] = useState<Element | null>(null)
  // Pressed again in the person's place: by keyboard it is the first item that takes the focus, by pointer it is none.
  const wasPressed = useRef(false)
  useEffect(() => {
    if (wasPressed.current) return
    wasPressed.current = true
    button.current?.focus()
    button.current?.dispatchEvent(
      openedBy === 'keyboard'
        ? new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
        : new PointerEvent('pointerdown', { button: 0, bubbles: true, cancelable: true }),
    )
  }, [openedBy])
  return (
    <DropdownMenu.Root
      modal={false}
      onOpenChange={(isOpen) => isOpen && setLandmark(landmarkOf(button.current))}
    >
      <DropdownMenu.Trigger ref={button} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onFocus={({ currentTarget }) => setTimeout(() => onFocusInside(currentTarget))}
          className="fade-in z-50 min-w-44 rounded-md border border-border bg-surface p-1 shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const item =
  'flex h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 outline-none data-[highlighted]:bg-surface-hover data-[disabled]:opacity-50 [&_svg]:size-4'

export const MenuItem = ({ onSelect, icon, danger, disabled, asChild, children }: MenuItemProps) => (
  <DropdownMenu.Item
    asChild={asChild}
    disabled={disabled}
    onSelect={onSelect}
    className={clsx(item, danger ? 'text-danger' : 'text-text')}
  >
    {asChild ? (
      children
    ) : (
      <>
        {icon}
        {children}
      </>
    )}
  </DropdownMenu.Item>
)

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-2 py-1 text-muted text-xs">{children}</DropdownMenu.Label>
)

export const MenuSeparator = () => <DropdownMenu.Separator className="my-1 h-px bg-border" />

/** One of several; the chosen one carries a tick. */
export const MenuChoice = <T extends string>({ value, onChange, options }: MenuChoiceProps<T>) => (
  <DropdownMenu.RadioGroup
    value={value}
    onValueChange={(next) => {
      const chosen = options.find((o) => o.value === next)
      if (chosen) onChange(chosen.value)
    }}
  >
    {options.map((option) => (
      <DropdownMenu.RadioItem key={option.value} value={option.value} className={item}>
        {option.icon}
        {option.label}
        <DropdownMenu.ItemIndicator className="ml-auto text-accent">
          <Check aria-hidden />
        </DropdownMenu.ItemIndicator>
      </DropdownMenu.RadioItem>
    ))}
  </DropdownMenu.RadioGroup>
)

/** On or off; the menu stays open, for there are several to choose. */
export const MenuCheck = ({ checked, onChange, children }: MenuCheckProps) => (
  <DropdownMenu.CheckboxItem
    checked={checked}
    onCheckedChange={onChange}
    onSelect={(event) => event.preventDefault()}
    className={item}
  >
    {children}
    <DropdownMenu.ItemIndicator className="ml-auto text-accent">
      <Check aria-hidden />
    </DropdownMenu.ItemIndicator>
  </DropdownMenu.CheckboxItem>
)
