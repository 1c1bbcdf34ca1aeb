import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import { PatternError, regexFilter, versionFilter } from '#lib/engines/names/name-filter.ts'
import { scheduleProblem } from '../jobs/schedule.ts'

/** A part of a comparison that is written as it may be and still means nothing; `path` leads to it. */
export interface ComparisonMistake {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const compile = { regex: regexFilter, version: versionFilter } as const

/** What is wrong with filter and schedule; none: it can be checked. */
export async function comparisonMistakes({
  q,
  match,
  schedule,
}: Pick<ComparisonDefinition, 'q' | 'match' | 'schedule'>): Promise<ComparisonMistake[]> {
  const mistakes: ComparisonMistake[] = []
  if (q !== '' && (match === 'regex' || match === 'version'))
    try {
      compile[match](q)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      mistakes.push({ path: ['q'], message: error.message })
    }
  const problem = schedule ? await scheduleProblem(schedule) : null
  if (problem) mistakes.push({ path: ['schedule', problem.key], message: problem.message })
  return mistakes
}
