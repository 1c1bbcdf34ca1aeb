'use client'
import { useTranslations } from 'use-intl'
import { type DeletionItem, keepReasons } from '#lib/api/deletion.ts'
import { shortDigest } from '#lib/client/format.ts'
import { clientProblemCodes } from '#lib/client/problem.ts'

/** How an item of a deletion is called: its tag, or the beginning of its digest. */
export const nameOfItem = ({ tag, digest }: Pick<DeletionItem, 'tag' | 'digest'>) =>
  tag ?? (digest === null ? '–' : shortDigest(digest))

const shownHolders = 3
const ownCodes = ['tag_taken', 'blobs_missing'] as const

/** What happens to an item and why, in words. */
export function useItemWords() {
  const t = useTranslations('cleanup')
  const problems = useTranslations('problems')
  const codeWords = (code: string) => {
    const reason = keepReasons.find((known) => known === code)
    if (reason) return t(`reason.${reason}`)
    const own = ownCodes.find((known) => known === code)
    if (own) return t(`code.${own}`)
    const problem = clientProblemCodes.find((known) => known === code)
    return problem ? problems(`${problem}.title`) : code
  }
  /** Why it stays, fails or does not come back; how it goes otherwise. Empty: there is nothing to add. */
  const whyOf = (item: DeletionItem) => {
    const code = item.resultCode ?? item.reason
    if (code === null) return item.action === 'remove' && item.method ? t(`method.${item.method}`) : ''
    const reason = codeWords(code)
    if (item.resultCode !== null || item.heldBy.length === 0) return reason
    const names = item.heldBy
      .slice(0, shownHolders)
      .map((name) => (isDigest(name) ? shortDigest(name) : name))
    const more = item.heldBy.length > shownHolders ? ' …' : ''
    return t('heldBy', { reason, names: names.join(', ') + more })
  }
  return { codeWords, whyOf }
}

const isDigest = (text: string) => /^[a-z0-9]+:[0-9a-f]{32,}$/.test(text)
