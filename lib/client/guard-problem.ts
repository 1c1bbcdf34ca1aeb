import type { AutomationRun } from '#lib/api/automations.ts'

export interface GuardProblem {
  readonly guard: 'maxPercent' | 'maxTags'
  readonly wanted: number
  readonly allowed: number
}

const sentence = /^(\d+) tags would go, and the guard (maxPercent|maxTags) lets (\d+) go\.$/

/** What a guard has said of a run that it refused, so that it can be told in the reader's language. null: it is another problem. */
export function guardOf({
  code,
  detail,
}: Pick<NonNullable<AutomationRun['problem']>, 'code' | 'detail'>): GuardProblem | null {
  const [, wanted, guard, allowed] = (code === 'guard' && sentence.exec(detail)) || []
  if (guard !== 'maxPercent' && guard !== 'maxTags') return null
  return { guard, wanted: Number(wanted), allowed: Number(allowed) }
}
