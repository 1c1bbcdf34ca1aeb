import { expect, it } from 'vitest'
import type { Repository } from '#lib/api/repositories.ts'
import { repositoryTree } from './repository-tree.ts'

const repository = (name: string, facts: Partial<Repository> = {}): Repository => ({
  registry: 'local',
  name,
  tagCount: 1,
  size: 10,
  lastPushedAt: null,
  lastPulledAt: null,
  empty: false,
  firstSeenAt: '2026-01-01T00:00:00Z',
  source: 'catalog',
  freshness: { asOf: null, state: 'fresh', problem: null },
  ...facts,
})
const draw = (names: readonly string[], closed: readonly string[] = []) =>
  repositoryTree(
    names.map((name) => repository(name)),
    new Set(closed),
  ).map((node) => `${' '.repeat(node.level - 1)}${node.name}${node.kind === 'namespace' ? '/' : ''}`)

it('stands each repository under its namespaces', () => {
  expect(draw(['a', 'team/api', 'team/tools/lint', 'z'])).toEqual([
    'a',
    'team/',
    ' api',
    ' tools/',
    '  lint',
    'z',
  ])
})

it('keeps the order that it is given, a namespace standing where its first repository does', () => {
  expect(draw(['z/big', 'a/mid', 'z/small'])).toEqual(['z/', ' big', ' small', 'a/', ' mid'])
})

it('shows a repository whose name is also a namespace as both', () => {
  expect(draw(['team/api', 'team/api/cache'])).toEqual(['team/', ' api', ' api/', '  cache'])
})

it('leaves out what lies in a closed namespace, at any depth', () => {
  expect(draw(['team/api', 'team/tools/lint', 'z'], ['team'])).toEqual(['team/', 'z'])
  expect(draw(['team/api', 'team/tools/lint'], ['team/tools'])).toEqual(['team/', ' api', ' tools/'])
})

it('is not confused by names that an object would treat in its own way', () => {
  expect(draw(['constructor/a', 'tostring/b'])).toEqual(['constructor/', ' a', 'tostring/', ' b'])
})

it('sums tags only while every one is known, and finds the newest push', () => {
  const [all] = repositoryTree(
    [
      repository('t/a', { tagCount: 2, lastPushedAt: '2026-01-01T00:00:00Z' }),
      repository('t/b/c', { tagCount: 3, lastPushedAt: '2026-02-01T00:00:00Z' }),
    ],
    new Set(),
  )
  expect(all).toMatchObject({ tagCount: 5, repositoryCount: 2, lastPushedAt: '2026-02-01T00:00:00Z' })
  const [some] = repositoryTree([repository('t/a'), repository('t/b', { tagCount: null })], new Set())
  expect(some).toMatchObject({ tagCount: null })
})
