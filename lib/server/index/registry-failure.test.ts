import { expect, test } from 'vitest'
import type { RegistryStatus } from '#lib/api/registries.ts'
import { problemOfWhole } from './registry-failure.ts'

const since = '2026-11-24T10:00:00.000Z'
const online: RegistryStatus = {
  state: 'online',
  checkedAt: since,
  since,
  latencyMs: 3,
  code: null,
  detail: null,
}
const known = { status: online, catalogProblem: null, catalogFailedAt: null, failedWalks: [] }
const walk = (code: string, finishedAt: string) => ({
  problem: { code, detail: code },
  finishedAt: new Date(finishedAt),
})

test('a registry that answers and was walked well has no problem', () => {
  expect(problemOfWhole(known)).toBeNull()
  expect(problemOfWhole({ ...known, status: { ...online, state: 'slow' } })).toBeNull()
})

test('that it does not answer is told rather than the walk that failed for it', () => {
  const status = {
    ...online,
    state: 'unreachable' as const,
    code: 'registry_unreachable',
    detail: 'ECONNREFUSED',
  }
  const problem = problemOfWhole({ ...known, status, failedWalks: [walk('registry_timeout', since)] })
  expect(problem).toEqual({ code: 'registry_unreachable', detail: 'ECONNREFUSED', since })
})

test('walks that failed one after another are a trouble since the first of them, for the reason of the last', () => {
  const failedWalks = [
    walk('registry_rate_limited', '2026-11-25T12:00:00Z'),
    walk('registry_error', '2026-11-25T09:00:00Z'),
  ]
  expect(problemOfWhole({ ...known, failedWalks })).toMatchObject({
    code: 'registry_rate_limited',
    since: '2026-11-25T09:00:00.000Z',
  })
})

test('a walk of which only some repositories failed says nothing of the whole', () => {
  expect(
    problemOfWhole({ ...known, failedWalks: [{ problem: null, finishedAt: new Date(since) }] }),
  ).toBeNull()
})
