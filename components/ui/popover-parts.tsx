'use client'
import { Popover as Radix } from 'radix-ui'
import { useRef, useState } from 'react'
import { landmarkOf } from './landmark.ts'
import type { PopoverProps } from './popover.tsx'

/** Something to fill in that hangs from its button; the page behind stays alive. Escape closes it. */
export function Popover({ open, onOpenChange, label, trigger, children }: PopoverProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [landmark, setLandmark] = useState<Element | null>(null)
  return (
    <Radix.Root
      open={open}
      onOpenChange={(isOpen) => {
        if (isOpen) setLandmark(landmarkOf(button.current))
        onOpenChange(isOpen)
      }}
    >
      <Radix.Trigger ref={button} asChild>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={landmark}>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="fade-in z-50 max-h-(--radix-popover-content-available-height) w-96 overflow-y-auto rounded-md border border-border bg-surface p-4 shadow-raised focus:outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
