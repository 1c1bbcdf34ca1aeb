import { expect, it } from 'vitest'
import { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import { beyondUnfilled } from './form-draft.ts'
import { definitionOf, draftOf, emptyMirror } from './mirror-draft.ts'

const everything = MirrorDefinition.parse({
  name: 'Everything',
  description: 'of it',
  enabled: false,
  from: { registry: 'a', repositories: ['team/*', 'shop/api'] },
  to: { registry: 'b', prefix: 'mirror/', strip: 'team/' },
  tags: { patterns: ['v*', '1.*'], except: ['*-rc*'], semver: '>=1.0 <3' },
  platforms: ['linux/amd64', 'linux/arm64/v8', 'windows/amd64:10.0.1'],
  referrers: false,
  overwrite: true,
  schedule: { cron: '30 2 * * *', timezone: 'Asia/Seoul' },
  dryRun: true,
  deleteVanished: true,
})

it('a form says the mirror that it was filled with, down to the defaults', () => {
  expect(definitionOf(draftOf('x', everything))).toEqual({ definition: everything })
  const least = MirrorDefinition.parse({
    name: 'Least',
    from: { registry: 'a', repositories: ['*'] },
    to: { registry: 'b' },
  })
  expect(definitionOf(draftOf('x', least))).toEqual({ definition: least })
})

it('one that says neither where from nor where to is none, and that is no mistake while it is being made', () => {
  const result = definitionOf(emptyMirror('New'))
  const issues = 'issues' in result ? result.issues : []
  expect(issues.map(({ path }) => path)).toEqual(['from.registry', 'from.repositories', 'to.registry'])
  expect(beyondUnfilled(issues)).toEqual([])
})

it('what can be no beginning of a name and no platform is told where it stands, as the API would', () => {
  const draft = { ...draftOf('x', everything), name: ' ', prefix: '../x', strip: 'Team/', platforms: 'linux' }
  const result = definitionOf(draft)
  const issues = 'issues' in result ? result.issues : []
  expect(issues.map(({ path, fault }) => [path, fault])).toEqual([
    ['name', 'empty'],
    ['to.prefix', 'beginning'],
    ['to.strip', 'beginning'],
    ['platforms', 'platform'],
  ])
  expect(beyondUnfilled(issues)).toEqual(issues)
  const { success } = MirrorDefinition.safeParse({ ...everything, platforms: ['linux'] })
  expect(success).toBe(false)
})
