import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRules } from './compile.ts'
import { evaluateRepository } from './evaluate.ts'
import { applyGuards, digestsGoing, type Evaluated, type Guards } from './guards.ts'
import {
  dayMs,
  factsUnderTest,
  modelKeeps,
  now,
  repositories,
  repositoryUnderTest,
  ruleLists,
  tagUnderTest,
  worlds,
} from './retention-under-test.ts'
import type { Keeping, RetentionTag, Rule, Selection } from './rules.ts'
import { evaluateAtScale, repositoriesAtScale } from './scale-under-test.ts'

const compile = (rules: readonly Rule[]) => {
  const compiled = compileRules(rules)
  if ('mistakes' in compiled) throw new Error(JSON.stringify(compiled.mistakes))
  return compiled.rules
}
const one = (keep: Keeping, select: Selection = {}): Rule[] => [{ name: 'rule', select, keep }]
const evaluate = (rules: readonly Rule[], tags: readonly RetentionTag[], more = {}, facts = {}) =>
  evaluateRepository(compile(rules), repositoryUnderTest(tags, more), factsUnderTest(facts))
const keptOf = (rules: readonly Rule[], tags: readonly RetentionTag[]) =>
  evaluate(rules, tags).flatMap(({ action }, i) => (action === 'keep' ? [tags[i]?.name] : []))

/** What counts as old: created, else first seen; what has neither is new. */
const ageOf = (tag: RetentionTag | undefined) =>
  [tag?.created, tag?.firstSeen].find(
    (at) => at !== null && at !== undefined && at >= Date.UTC(1980, 0, 2) && at <= now + dayMs,
  ) ?? Number.MAX_VALUE

const guards: fc.Arbitrary<Guards> = fc.record({
  maxPercent: fc.integer({ min: 1, max: 100 }),
  maxTags: fc.integer({ min: 1, max: 20 }),
  minLeft: fc.nat(6),
  onExceed: fc.constantFrom('refuse', 'trim'),
})

describe('for any rules over any repository', () => {
  test('what goes and what stays is what the plain model of the rules says', () => {
    const seen = { keep: 0, delete: 0 }
    fc.assert(
      fc.property(ruleLists, repositories, worlds, (rules, repository, facts) => {
        const verdicts = evaluateRepository(compile(rules), repository, facts)
        expect(verdicts).toHaveLength(repository.tags.length)
        for (const [i, tag] of repository.tags.entries()) {
          const isKept = modelKeeps(rules, repository, facts, tag)
          expect([tag.name, verdicts[i]?.action]).toEqual([tag.name, isKept ? 'keep' : 'delete'])
          seen[isKept ? 'keep' : 'delete']++
        }
      }),
      { numRuns: 3000 },
    )
    // A model that always keeps would prove nothing.
    expect(Math.min(seen.keep, seen.delete)).toBeGreaterThan(1000)
  })

  test('guards hold, take nothing more, and spare the newest first', () =>
    fc.assert(
      fc.property(
        guards,
        ruleLists,
        fc.array(repositories, { maxLength: 4 }),
        worlds,
        (limits, rules, many, facts) => {
          const before = many.map((repository) => ({
            repository,
            verdicts: evaluateRepository(compile(rules), repository, facts),
          }))
          const { evaluated, spared, exceeded } = applyGuards(limits, before, now)
          const deletions = (all: readonly Evaluated[]) =>
            all.flatMap(({ verdicts }) => verdicts.filter(({ action }) => action === 'delete')).length
          expect(spared).toBe(deletions(before) - deletions(evaluated))
          const total = many.reduce((sum, { doubt, tags }) => sum + (doubt === null ? tags.length : 0), 0)
          const allowed = Math.min(limits.maxTags, Math.floor((total * limits.maxPercent) / 100))
          for (const [at, { repository, verdicts }] of evaluated.entries()) {
            const kept = repository.tags.filter(
              (t, i) => verdicts[i]?.action === 'keep' && t.kind !== 'broken',
            )
            if (verdicts.some(({ action }) => action === 'delete'))
              expect(kept.length).toBeGreaterThanOrEqual(limits.minLeft)
            for (const [i, verdict] of verdicts.entries())
              if (verdict.action === 'delete') expect(before[at]?.verdicts[i]?.action).toBe('delete')
          }
          const going = evaluated.flatMap(({ verdicts }) =>
            verdicts.filter(({ action }) => action === 'delete'),
          ).length
          if (limits.onExceed === 'trim') {
            expect(going).toBe(Math.min(allowed, exceeded?.wanted ?? going))
            const ages = (wanted: 'delete' | 'over_limit') =>
              evaluated.flatMap(({ repository, verdicts }) =>
                verdicts.flatMap(({ action, reason }, i) =>
                  action === wanted || reason === wanted ? [ageOf(repository.tags[i])] : [],
                ),
              )
            expect(Math.max(0, ...ages('delete'))).toBeLessThanOrEqual(
              Math.min(Number.MAX_VALUE, ...ages('over_limit')),
            )
          }
          expect(exceeded?.isRefused ?? false).toBe(limits.onExceed === 'refuse' && going > allowed)
          expect(exceeded === null).toBe((exceeded?.wanted ?? going) <= allowed)
        },
      ),
      { numRuns: 1000 },
    ))

  test('no digest goes that a tag which stays is on, or that might be under a tag nobody has read', () =>
    fc.assert(
      fc.property(ruleLists, repositories, worlds, (rules, repository, facts) => {
        const verdicts = evaluateRepository(compile(rules), repository, facts)
        const going = digestsGoing({ repository, verdicts })
        for (const [i, { digest, kind }] of repository.tags.entries()) {
          if (verdicts[i]?.action === 'delete') continue
          if (digest !== null) expect(going.has(digest)).toBe(false)
          else if (kind !== 'broken') expect(going.size).toBe(0)
        }
      }),
      { numRuns: 1000 },
    ))
})

describe('what no rule can judge is kept, and the reason says so', () => {
  test.each([
    ['no date', null, 'no_date'],
    ['year 1', -62_135_596_800_000, 'date_meaningless'],
    ['the epoch', 0, 'date_meaningless'],
    ['a build pack’s second of 1980', Date.UTC(1980, 0, 1, 0, 0, 1), 'date_meaningless'],
    ['the future', now + 400 * dayMs, 'date_in_future'],
  ])('%s is never a great age', (_, created, reason) => {
    const tags = [
      tagUnderTest('odd', { created }),
      tagUnderTest('old', { created: now - 900 * dayMs }),
      tagUnderTest('new', { created: now }),
    ]
    for (const keep of [{ newest: { count: 1, by: 'created' } }, { withinMs: { created: dayMs } }] as const) {
      const [odd, old] = evaluate(one(keep), tags)
      expect(odd).toEqual({ action: 'keep', reason, rule: 'rule', detail: 'created' })
      expect(old).toMatchObject({ action: 'delete', rule: 'rule' })
    }
  })

  test('a tag never pulled counts as pulled when its registry began to tell of pulls', () => {
    const tags = [tagUnderTest('a')]
    const rules = one({ withinMs: { pulled: 30 * dayMs } })
    const reasonOf = (pullsToldSince: number | null) => evaluate(rules, tags, { pullsToldSince })[0]?.reason
    expect(reasonOf(null)).toBe('pulls_unknown')
    expect(reasonOf(now - 10 * dayMs)).toBe('within')
    expect(reasonOf(now - 31 * dayMs)).toBe('no_rule_keeps_it')
  })

  test.each([
    [
      'a name that says no whole version',
      { versions: { prereleases: false } },
      { name: '1.2' },
      'not_a_version',
    ],
    ['whether it is signed', { signed: true }, { signed: null }, 'signed_unknown'],
    ['its labels', { labels: [{ key: 'x' }] }, { labels: null }, 'labels_unknown'],
    ['what is there', {}, { kind: null }, 'unread'],
    ['where it points', {}, { digest: null }, 'unread'],
    ['a tag without a manifest', {}, { digest: null, kind: 'broken' }, 'broken'],
  ])('%s', (_, keep, more, reason) => {
    expect(evaluate(one(keep), [tagUnderTest('a', more)])[0]).toMatchObject({ action: 'keep', reason })
  })

  test('a repository that is not known well enough, whole', () => {
    expect(evaluate(one({}), [tagUnderTest('a')], { doubt: 'stale' })[0]).toEqual({
      action: 'keep',
      reason: 'repository_unknown',
      rule: null,
      detail: 'stale',
    })
  })
})

describe('rules', () => {
  test('a tag that no rule selects stays; one that a rule selects and none keeps goes, and the rule is named', () => {
    const rules = [
      { name: 'pulls', select: { tags: ['pr-*'] }, keep: {} },
      { name: 'all', select: { tags: ['pr-*', 'b*'] }, keep: { tags: ['pr-9'] } },
    ]
    const verdicts = evaluate(
      rules,
      ['main', 'pr-1', 'pr-9', 'b1'].map((name) => tagUnderTest(name)),
    )
    expect(verdicts.map(({ action, rule, reason }) => [action, rule, reason])).toEqual([
      ['keep', null, 'not_selected'],
      ['delete', 'pulls', 'no_rule_keeps_it'],
      ['keep', 'all', 'name'],
      ['delete', 'all', 'no_rule_keeps_it'],
    ])
  })

  test('a protected tag stays whatever rules say', () => {
    const facts = { protectedBy: () => 'one/*:v*' }
    expect(evaluate(one({}), [tagUnderTest('v1')], { doubt: 'stale' }, facts)[0]).toMatchObject({
      action: 'keep',
      reason: 'protected',
      detail: 'one/*:v*',
    })
  })

  test('the last two patches of the last two minors of each major; pre-releases take no place', () => {
    const names = ['1.0.0', '1.1.0', '1.1.1', '1.1.2', 'v1.1.2', '1.2.0', '1.3.0-rc.1', '2.0.0', '1.1']
    const keep = { versions: { patchesPerMinor: 2, minorsPerMajor: 2, prereleases: false } }
    const tags = names.map((name) => tagUnderTest(name))
    expect(keptOf(one(keep), tags)).toEqual(['1.1.1', '1.1.2', 'v1.1.2', '1.2.0', '2.0.0', '1.1'])
    const counted = { versions: { ...keep.versions, prereleases: true } }
    expect(keptOf(one(counted), tags)).toEqual(['1.2.0', '1.3.0-rc.1', '2.0.0', '1.1'])
  })

  test('of several with the date of the last place all stay', () => {
    const tags = [3, 2, 2, 1].map((days, i) => tagUnderTest(`t${i}`, { created: now - days * dayMs }))
    expect(keptOf(one({ newest: { count: 2, by: 'created' } }), tags)).toEqual(['t1', 't2', 't3'])
  })

  test('patterns that are none are all told, each with its place', () => {
    const rules = [
      { name: 'a', select: { regex: '(' }, keep: { regex: '[' } },
      { name: 'b', select: { version: 'x y z' }, keep: {} },
    ]
    const compiled = compileRules(rules)
    expect('mistakes' in compiled && compiled.mistakes.map(({ path }) => path.join('.'))).toEqual([
      '0.select.regex',
      '0.keep.regex',
      '1.select.version',
    ])
  })
})

test('time grows with the number of tags and with nothing else: 100,000 in one repository are no matter', () => {
  const startedAt = performance.now()
  expect(evaluateAtScale(repositoriesAtScale(100_000, 100_000))).toBeGreaterThan(50_000)
  // A few hundred milliseconds; anything that compares tags with each other takes minutes.
  expect(performance.now() - startedAt).toBeLessThan(20_000)
})
