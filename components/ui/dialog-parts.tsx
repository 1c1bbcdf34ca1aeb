'use client'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from './button.tsx'
import type { OverlayProps, SheetProps } from './dialog.tsx'

const backdrop = 'fade-in fixed inset-0 z-40 bg-backdrop'

function Panel({
  className,
  title,
  description,
  footer,
  children,
  initialFocus,
  onClosed,
  isFilling,
}: Omit<OverlayProps, 'open' | 'onOpenChange'> & { className: string }) {
  const t = useTranslations('ui')
  const before = useRef<Element | null>(null)
  return (
    <Radix.Content
      className={clsx('fixed z-50 flex flex-col bg-surface shadow-raised focus:outline-none', className)}
      {...(description ? {} : { 'aria-describedby': undefined })}
      onOpenAutoFocus={(event) => {
        before.current = document.activeElement
        if (!(event.currentTarget instanceof HTMLElement)) return
        const marked =
          initialFocus === 'marked'
            ? event.currentTarget.querySelector<HTMLElement>('[data-autofocus]')
            : null
        event.preventDefault()
        // The panel itself is read out by its title; on the cross a tooltip would open over what there is to read.
        ;(marked ?? event.currentTarget).focus()
      }}
      // Radix returns the focus to its own trigger only; ours are opened from anywhere, the address bar included.
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus()
        onClosed?.()
      }}
    >
      <header className={clsx('flex items-start gap-4 px-4 pt-4 pb-2', isFilling && 'md:px-6')}>
        <div className="min-w-0 flex-1">
          <Radix.Title className="break-words font-semibold text-base">{title}</Radix.Title>
          {description && <Radix.Description className="text-muted">{description}</Radix.Description>}
        </div>
        <Radix.Close asChild>
          <IconButton label={t('close')} icon={<X />} className="-mt-1 -mr-1" />
        </Radix.Close>
      </header>
      <div className={clsx('min-h-0 flex-1', isFilling ? 'flex flex-col' : 'overflow-y-auto px-4 py-2')}>
        {children}
      </div>
      {footer && (
        <footer
          className={clsx(
            'flex flex-wrap items-end justify-end gap-2 px-4 pb-4',
            isFilling ? 'border-border border-t pt-4 md:px-6' : 'pt-2',
          )}
        >
          {footer}
        </footer>
      )}
    </Radix.Content>
  )
}

/** In the middle, to confirm something. Escape closes it and the focus returns to where it was. */
export const Dialog = ({ open, onOpenChange, ...panel }: OverlayProps) => (
  <Radix.Root open={open} onOpenChange={onOpenChange}>
    <Radix.Portal>
      <Radix.Overlay className={backdrop} />
      {/* Centred by margins: a transform would carry fixed layers inside of it along. */}
      <Panel
        {...panel}
        className="fade-in inset-0 m-auto h-fit max-h-[calc(100dvh-32px)] w-[min(520px,calc(100vw-32px))] rounded-md border border-border"
      />
    </Radix.Portal>
  </Radix.Root>
)

const sides = {
  right: 'slide-in-right inset-y-0 right-0 w-[min(560px,100vw)] border-border border-l',
  /** With a table in it. */
  wide: 'slide-in-right inset-y-0 right-0 w-[min(760px,100vw)] border-border border-l',
  left: 'slide-in-left inset-y-0 left-0 w-[min(288px,calc(100vw-48px))] border-border border-r',
} as const

/** From the right, to plan something while the table stays in view; from the left, the drawer of a narrow screen. */
export const Sheet = ({ open, onOpenChange, side = 'right', ...panel }: SheetProps) => (
  <Radix.Root open={open} onOpenChange={onOpenChange}>
    <Radix.Portal>
      <Radix.Overlay className={backdrop} />
      <Panel {...panel} className={sides[side]} />
    </Radix.Portal>
  </Radix.Root>
)
