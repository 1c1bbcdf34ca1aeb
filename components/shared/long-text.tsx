'use client'
import clsx from 'clsx'
import { useState } from 'react'
import { useTranslations } from 'use-intl'

interface LongTextProps {
  readonly text: string
  /** Characters before it is cut. */
  readonly limit?: number
  readonly className?: string
}

/** Text out of an image, as text and nothing else: what is long is cut until someone wants it all. */
export function LongText({ text, limit = 320, className }: LongTextProps) {
  const t = useTranslations('manifest')
  const [isOpen, setIsOpen] = useState(false)
  const isLong = text.length > limit
  if (text === '') return <span className="font-sans text-muted">{t('emptyValue')}</span>
  return (
    <span className={clsx('whitespace-pre-wrap break-words [overflow-wrap:anywhere]', className)}>
      {isLong && !isOpen ? `${text.slice(0, limit)}…` : text}
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="ml-2 rounded-sm font-sans text-accent text-xs hover:underline"
        >
          {t(isOpen ? 'showLess' : 'showAllText')}
        </button>
      )}
    </span>
  )
}
