'use client'
import { useTranslations } from 'use-intl'
import type { CopyItem, CopyResult } from '#lib/api/copies.ts'
import { type CopyPlanItem, copyReasons } from '#lib/api/copy-plan.ts'
import { tagOf } from '#lib/client/copy-items.ts'
import { shortDigest } from '#lib/client/format.ts'
import type { ImageAddress } from '#lib/client/image-address.ts'
import { clientProblemCodes } from '#lib/client/problem.ts'

/** How something is called that is copied: its tag, or the beginning of its digest. */
export const referenceName = (address: ImageAddress) => tagOf(address) ?? shortDigest(address.reference)

const digestPart = /@(sha\d+:[0-9a-f]+)$/

/** `registry/team/app:1.0` of what the API writes. A tag says enough; a digest by itself is cut short. */
export const readableReference = (text: string) =>
  text.replace(digestPart, (_, digest: string, at: number) =>
    text.slice(0, at).includes(':') ? '' : `@${shortDigest(digest)}`,
  )

/** What happens to an item of a copy, what became of it, and why. */
export function useCopyWords() {
  const t = useTranslations('copies')
  const problems = useTranslations('problems')
  const codeWords = (code: string) => {
    const reason = copyReasons.find((known) => known === code)
    if (reason) return t(`reason.${reason}`)
    const problem = clientProblemCodes.find((known) => known === code)
    return problem ? problems(`${problem}.title`) : code
  }
  return {
    codeWords,
    actionWords: ({ action, overwrites }: CopyPlanItem) =>
      t(action === 'copy' && overwrites !== null ? 'action.overwrite' : `action.${action}`),
    resultWords: (result: CopyResult | null) => t(`result.${result ?? 'none'}`),
    /** Empty: there is nothing to add. */
    whyOf: (item: CopyPlanItem | CopyItem) => {
      const ofResult = 'resultCode' in item ? item.resultCode : null
      // The result says it already.
      if (ofResult !== null && 'result' in item && ofResult === item.result) return ''
      const code = ofResult ?? item.reason
      // That it is there is what it says already.
      if (code === null || code === 'same_already') return ''
      const detail = 'resultCode' in item && ofResult !== null ? item.resultDetail : item.detail
      return detail ? t('why', { reason: codeWords(code), detail }) : codeWords(code)
    },
  }
}
