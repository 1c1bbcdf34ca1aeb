'use client'
import { type ReactNode, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'

interface ShowMoreProps<T> {
  readonly items: readonly T[]
  /** How many are shown at first, and how many more with each press: an image may carry ten thousand labels. */
  readonly step?: number
  readonly children: (shown: readonly T[]) => ReactNode
}

export function ShowMore<T>({ items, step = 200, children }: ShowMoreProps<T>) {
  const t = useTranslations('manifest')
  const { number } = useFormatter()
  const [count, setCount] = useState(step)
  const rest = items.length - count
  return (
    <>
      {children(items.slice(0, count))}
      {rest > 0 && (
        <Button size="sm" className="mt-2" onClick={() => setCount(count + step)}>
          {t('showMore', { count: number(Math.min(step, rest)), rest: number(rest) })}
        </Button>
      )}
    </>
  )
}
