import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import { PatternError, versionFilter } from '#lib/engines/names/name-filter.ts'
import type { Mistake } from '../automations/kind.ts'
import { scheduleProblem } from '../jobs/schedule.ts'

/** What is wrong with range and schedule; none: the mirror can be run. */
export async function mirrorMistakes({
  tags,
  schedule,
}: Pick<MirrorDefinition, 'tags' | 'schedule'>): Promise<Mistake[]> {
  const mistakes: Mistake[] = []
  if (tags.semver !== undefined)
    try {
      versionFilter(tags.semver)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      mistakes.push({ path: ['tags', 'semver'], message: error.message })
    }
  const problem = schedule ? await scheduleProblem(schedule) : null
  if (problem) mistakes.push({ path: ['schedule', problem.key], message: problem.message })
  return mistakes
}
