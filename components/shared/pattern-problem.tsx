'use client'
import { useTranslations } from 'use-intl'
import { problemOf } from '#lib/client/problem.ts'

/** Why the pattern in the filter of a list can't be used; null where that is not what went wrong. */
export const patternProblemOf = (error: unknown) =>
  error ? (problemOf(error).issues?.find(({ path }) => path === 'query.q')?.message ?? null) : null

/** Says so under the filter, which names `id` as its problem. */
export function PatternProblem({ id, reason }: { id: string; reason: string | null }) {
  const t = useTranslations('tags.match')
  if (reason === null) return null
  return (
    <p id={id} role="alert" className="px-4 pb-3 text-warning text-xs md:px-6">
      {t('problem', { reason })}
    </p>
  )
}
