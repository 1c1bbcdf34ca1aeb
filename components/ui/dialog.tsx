'use client'
import type { ReactNode } from 'react'
import { useLoaded } from './use-loaded.ts'

export interface OverlayProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** One sentence under the title; announced with it. */
  readonly description?: string
  /** Buttons, the last one being what the dialog is for. */
  readonly footer?: ReactNode
  readonly children?: ReactNode
  /** What takes the focus: the panel as a whole, or the control that carries `data-autofocus`. */
  readonly initialFocus?: 'panel' | 'marked'
  /** It has gone, and the focus is back where it was. */
  readonly onClosed?: () => void
  /** What scrolls is inside of the children, which fill the height: a table. */
  readonly isFilling?: boolean
}

export interface SheetProps extends OverlayProps {
  /** `wide`: with a table in it. */
  readonly side?: 'right' | 'wide' | 'left'
}

/** Its code comes when one is opened first: most visits open none. */
const load = () => import('./dialog-parts.tsx')

/** In the middle, to confirm something. Escape closes it and the focus returns to where it was. */
export function Dialog(props: OverlayProps) {
  const parts = useLoaded(load, props.open)
  return parts && <parts.Dialog {...props} />
}

/** From the right, to plan something while the table stays in view; from the left, the drawer of a narrow screen. */
export function Sheet(props: SheetProps) {
  const parts = useLoaded(load, props.open)
  return parts && <parts.Sheet {...props} />
}
