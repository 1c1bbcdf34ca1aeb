'use client'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'

export const paletteGroup =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs'

interface PaletteItemProps {
  readonly value: string
  readonly onSelect: () => void
  readonly children: ReactNode
}

export const PaletteItem = ({ value, onSelect, children }: PaletteItemProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md border border-transparent px-2 py-1 aria-selected:border-accent aria-selected:bg-surface-selected"
  >
    {children}
  </Command.Item>
)
