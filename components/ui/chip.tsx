'use client'
import clsx from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'

interface ToggleChipProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}

/** A facet that is on or off. */
export const ToggleChip = ({ isOn, onChange, children }: ToggleChipProps) => (
  <button
    type="button"
    aria-pressed={isOn}
    onClick={() => onChange(!isOn)}
    className={clsx(
      'inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-full border px-3',
      isOn
        ? 'border-accent bg-surface-selected text-text'
        : 'border-border-strong text-muted hover:text-text',
    )}
  >
    {children}
  </button>
)

interface RemovableChipProps {
  readonly onRemove: () => void
  readonly removeLabel: string
  readonly children: ReactNode
}

/** A filter that is on, to be taken off. */
export const RemovableChip = ({ onRemove, removeLabel, children }: RemovableChipProps) => (
  <span className="inline-flex h-8 items-center gap-1 whitespace-nowrap rounded-full border border-accent bg-surface-selected pr-1 pl-3">
    {children}
    <IconButton
      size="sm"
      label={removeLabel}
      icon={<X aria-hidden />}
      onClick={onRemove}
      className="rounded-full"
    />
  </span>
)
