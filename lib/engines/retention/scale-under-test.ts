import { compileRules } from './compile.ts'
import { evaluateRepository } from './evaluate.ts'
import { applyGuards, digestsGoing } from './guards.ts'
import { dayMs, factsUnderTest, now } from './retention-under-test.ts'
import type { RetentionRepository, RetentionTag, Rule } from './rules.ts'

/** One rule of every kind, over all names. */
export const rulesAtScale: Rule[] = [
  {
    name: 'releases',
    select: { version: '*' },
    keep: { versions: { patchesPerMinor: 5, minorsPerMajor: 3, prereleases: false } },
  },
  {
    name: 'builds',
    select: { tags: ['build-*'] },
    keep: { newest: { count: 20, by: 'created' }, withinMs: { pulled: 30 * dayMs } },
  },
  {
    name: 'pull requests',
    select: { regex: '^pr-\\d+$', kinds: ['image', 'index'] },
    keep: { withinMs: { created: 14 * dayMs }, labels: [{ key: 'keep' }], signed: true },
  },
  {
    name: 'everything',
    select: {},
    keep: {
      regex: '(main|latest)$',
      inUse: { protected: true, under: [{ registry: 'prod', repository: '*', tags: ['*'] }] },
      withinMs: { firstSeen: 90 * dayMs },
    },
  },
]

/** So many tags in repositories of a thousand, a third each of versions, builds and pull requests. */
export function repositoriesAtScale(tagCount: number, tagsEach = 1_000): RetentionRepository[] {
  const labels = [{ key: 'team', value: 'a' }]
  return Array.from({ length: Math.ceil(tagCount / tagsEach) }, (_, r): RetentionRepository => {
    const tags = Array.from({ length: Math.min(tagsEach, tagCount - r * tagsEach) }, (_, i): RetentionTag => {
      const at = now - ((i * 7919) % 400) * dayMs
      const names = [`${i % 5}.${(i >> 3) % 9}.${i}`, `build-${i}`, `pr-${i}`]
      return {
        name: names[i % 3] ?? '',
        digest: `sha256:${(r * tagsEach + (i >> 1)).toString(16).padStart(64, '0')}`,
        kind: i % 11 === 0 ? 'index' : 'image',
        created: i % 97 === 0 ? null : at,
        pushed: at,
        pulled: i % 2 === 0 ? at : null,
        firstSeen: at,
        labels,
        signed: i % 13 === 0,
        sizeBytes: 1_000_000 + i,
      }
    })
    return {
      registry: 'one',
      repository: `team/app-${r}`,
      tags,
      doubt: null,
      pullsToldSince: now - 60 * dayMs,
    }
  })
}

/** Rules, guards and the digests that go, over all of it. Returns how many tags would go. */
export function evaluateAtScale(repositories: readonly RetentionRepository[]): number {
  const compiled = compileRules(rulesAtScale)
  if ('mistakes' in compiled) throw new Error('a rule is not understood')
  const facts = factsUnderTest({ protectedBy: (_, __, name) => (name === '1.0.1' ? 'rule' : null) })
  const before = repositories.map((repository) => ({
    repository,
    verdicts: evaluateRepository(compiled.rules, repository, facts),
  }))
  const limits = { maxPercent: 90, maxTags: 600_000, minLeft: 5, onExceed: 'trim' as const }
  const { evaluated } = applyGuards(limits, before, now)
  let going = 0
  let digests = 0
  for (const one of evaluated) {
    going += one.verdicts.filter(({ action }) => action === 'delete').length
    digests += digestsGoing(one).size
  }
  if (digests > going) throw new Error('more digests than tags')
  return going
}
