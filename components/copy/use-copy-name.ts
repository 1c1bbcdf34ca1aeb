'use client'
import { useTranslations } from 'use-intl'
import { readableReference } from '#components/shared/use-copy-words.ts'
import type { CopySummary } from '#lib/api/copies.ts'

/** What a copy is about, in a line: what from where to where, or how many beginning with what. */
export function useCopyName() {
  const t = useTranslations('copies')
  return ({ itemsTotal, first }: CopySummary) => {
    const [from, to] = [readableReference(first.from), readableReference(first.to)]
    return itemsTotal === 1 ? t('name', { from, to }) : t('nameMore', { count: itemsTotal, from })
  }
}
