import { expect, test } from 'vitest'
import { plainTagsQuery as query } from '#lib/client/tag-list-query.ts'
import { firstOrderOf, resolveProgress } from './tag-order.ts'

const list = { all: 100, resolved: 40, freshness: { state: 'refreshing' } }
const bySize = { ...query, sort: 'size' as const }

test('versions, sizes and dates start with the most, letters with A', () => {
  expect(firstOrderOf('version')).toBe('desc')
  expect(firstOrderOf('size')).toBe('desc')
  expect(firstOrderOf('name')).toBe('asc')
  expect(firstOrderOf('artifactType')).toBe('asc')
})

test('names alone, sorted or filtered, wait for nothing, and neither does what the registry tells of pulls', () => {
  expect(resolveProgress(query, list)).toBeNull()
  expect(resolveProgress({ ...query, sort: 'name', q: 'v1', neverPulled: true }, list)).toBeNull()
})

test('a sort by size tells how many of all tags were looked up, behind a filter as well', () => {
  const progress = { resolved: 40, all: 100, waits: 'order' }
  expect(resolveProgress(bySize, list)).toEqual(progress)
  expect(resolveProgress({ ...bySize, q: 'v1' }, list)).toEqual(progress)
})

test.each([
  { digest: `sha256:${'a'.repeat(64)}` },
  { kind: ['index'] },
  { platform: ['linux/arm64'] },
  { olderThan: '30d' },
  { newerThan: '30d' },
  { minSize: '1MB' },
  { maxSize: '1MB' },
  { broken: false },
  { signed: true },
  { group: 'digest' },
] as const)('filtered or grouped by %j, rows may still be missing, whatever the sort', (change) => {
  expect(resolveProgress({ ...query, ...change }, list)).toEqual({ resolved: 40, all: 100, waits: 'rows' })
})

test('progress ends with the last tag, and when the registry stopped answering', () => {
  expect(resolveProgress(bySize, { ...list, resolved: 100 })).toBeNull()
  expect(resolveProgress(bySize, { ...list, freshness: { state: 'unreachable' } })).toBeNull()
})
