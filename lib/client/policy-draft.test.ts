import { expect, it } from 'vitest'
import { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { definitionOf, draftOf, emptyPolicy } from './policy-draft.ts'

const everything = PolicyDefinition.parse({
  name: 'Everything',
  description: 'of it',
  enabled: false,
  mode: 'delete',
  registries: ['a', 'b-*'],
  repositories: ['team/*'],
  rules: [
    {
      name: 'one',
      select: { tags: ['a*', 'b'], except: ['c'], regex: '^x{1,3}$', version: '>=1 <2', kinds: ['image'] },
      keep: {
        newest: { count: 3, by: 'pushed' },
        within: { created: '30d', pulled: '1y' },
        versions: { patchesPerMinor: 2, prereleases: true },
        tags: ['k'],
        regex: 'z$',
        labels: [{ key: 'keep' }, { key: 'team', value: 'a=b*' }],
        signed: true,
        inUse: { protected: true, under: [{ registry: 'prod', repository: 'team/*', tags: ['v*'] }] },
        all: true,
      },
    },
    { name: 'two' },
  ],
  guards: { maxPercent: 10, maxTags: 20, minLeft: 30, onExceed: 'trim' },
  schedule: { cron: '0 3 * * 1', timezone: 'Asia/Seoul' },
  referrers: false,
})

it('a form says the policy that it was filled with', () => {
  expect(definitionOf(draftOf('x', everything))).toEqual({ definition: everything })
})

it('what somebody begins with is a policy', () => {
  expect(definitionOf(emptyPolicy('New', 'builds'))).toMatchObject({
    definition: { mode: 'dry-run', schedule: null },
  })
})

it('what is no number, and what is empty, is told where it stands', () => {
  const draft = { ...draftOf('x', everything), name: ' ', maxTags: 'many', registries: ' , ' }
  const result = definitionOf(draft)
  expect('issues' in result && result.issues.map(({ path }) => path).sort()).toEqual([
    'guards.maxTags',
    'name',
    'registries',
  ])
})
