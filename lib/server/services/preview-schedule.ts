import type { BodyOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { previewSchedule as endpoint } from '#lib/api/policies.ts'
import { nextRuns, scheduleProblem } from '../jobs/schedule.ts'
import { ApiError } from '../problem.ts'

/** Throws `invalid_request` for what is no schedule. */
export async function previewSchedule(body: BodyOf<typeof endpoint>): Promise<ResponseOf<typeof endpoint>> {
  const problem = await scheduleProblem(body)
  if (problem) {
    const issues = [{ path: `body.${problem.key}`, message: problem.message }]
    throw new ApiError('invalid_request', 'That is no schedule.', { issues })
  }
  return { nextRuns: (await nextRuns(body, new Date())).map((at) => at.toISOString()) }
}
