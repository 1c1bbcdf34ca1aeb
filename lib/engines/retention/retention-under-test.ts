import fc from 'fast-check'
import semver from 'semver'
import { matchesGlob } from '../names/glob.ts'
import type { RetentionFacts, UsedDigests } from './evaluate.ts'
import type { Keeping, RetentionRepository, RetentionTag, Rule, Selection } from './rules.ts'

export const now = Date.UTC(2026, 0, 31)
export const dayMs = 24 * 60 * 60_000

export const tagUnderTest = (name: string, more: Partial<RetentionTag> = {}): RetentionTag => ({
  name,
  digest: `sha256:${name}`,
  kind: 'image',
  created: null,
  pushed: null,
  pulled: null,
  firstSeen: now,
  labels: [],
  signed: false,
  sizeBytes: 1,
  ...more,
})
export const repositoryUnderTest = (
  tags: readonly RetentionTag[],
  more: Partial<RetentionRepository> = {},
): RetentionRepository => ({
  registry: 'one',
  repository: 'team/app',
  tags,
  doubt: null,
  pullsToldSince: null,
  ...more,
})
const noneUsed: UsedDigests = { digests: new Map(), isComplete: true }
export const factsUnderTest = (more: Partial<RetentionFacts> = {}): RetentionFacts => ({
  now,
  protectedBy: () => null,
  underProtected: noneUsed,
  under: () => noneUsed,
  ...more,
})

const date = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }).map((days) => now - days * dayMs) },
  fc.constantFrom(
    null,
    0,
    Date.UTC(1, 0, 1) - 1e15,
    -62_135_596_800_000,
    Date.UTC(1980, 0, 1, 0, 0, 1),
    now + 9 * dayMs,
  ),
)
const number = fc.integer({ min: 0, max: 3 })
const name = fc.oneof(
  fc.tuple(number, number, number).map((v) => v.join('.')),
  fc
    .tuple(number, number, number, fc.integer({ min: 1, max: 2 }))
    .map(([a, b, c, rc]) => `v${a}.${b}.${c}-rc.${rc}`),
  fc.tuple(number, number).map((v) => v.join('.')),
  fc.nat(9).map((n) => `pr-${n}`),
  fc.constantFrom('latest', 'main', '2026.01.09', '1.2.3.4'),
)
const digest = fc.nat(7).map((n) => `sha256:${n}`)
const label = fc.record({ key: fc.constantFrom('keep', 'team'), value: fc.constantFrom('yes', 'no') })
const tag: fc.Arbitrary<RetentionTag> = fc.record({
  name,
  digest: fc.option(digest, { freq: 9 }),
  kind: fc.option(fc.constantFrom('image', 'image', 'index', 'chart', 'broken'), { freq: 9 }),
  created: date,
  pushed: date,
  pulled: date,
  firstSeen: date,
  labels: fc.option(fc.array(label, { maxLength: 2 }), { freq: 5 }),
  signed: fc.option(fc.boolean(), { freq: 4 }),
  sizeBytes: fc.option(fc.nat(100), { freq: 9 }),
})
export const repositories: fc.Arbitrary<RetentionRepository> = fc.record({
  registry: fc.constantFrom('one', 'two'),
  repository: fc.constantFrom('team/app', 'team/web'),
  tags: fc.uniqueArray(tag, { maxLength: 24, selector: (t) => t.name }),
  doubt: fc
    .option(fc.constant('stale'), { freq: 1, nil: null })
    .chain((d) => fc.constantFrom(null, null, null, d)),
  pullsToldSince: fc.option(
    fc.integer({ min: 0, max: 40 }).map((days) => now - days * dayMs),
    { freq: 1 },
  ),
})

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 })
const rare = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.nat(3).chain((n) => (n === 0 ? arbitrary : fc.constant(undefined as T | undefined)))
const globs = fc.constantFrom(['*'], ['pr-*'], ['1.*', 'v?.*'], ['latest', 'main'])
const dateKind = fc.constantFrom(
  'created' as const,
  'pushed' as const,
  'pulled' as const,
  'firstSeen' as const,
)
const ageMs = fc.integer({ min: 1, max: 40 }).map((days) => days * dayMs)
const selection: fc.Arbitrary<Selection> = fc.record({
  tags: some(globs),
  except: rare(globs),
  regex: rare(fc.constantFrom('^pr-', '[0-4]$', 'a')),
  version: rare(fc.constantFrom('*', '>=1.0.0 <2', '<=2.1')),
  kinds: rare(fc.constantFrom(['image'], ['index', 'chart'])),
})
const pattern = fc.record({
  registry: fc.constant('two'),
  repository: fc.constant('*'),
  tags: fc.constantFrom(['a'], ['b']),
})
const keeping: fc.Arbitrary<Keeping> = fc.record({
  newest: rare(fc.record({ count: fc.integer({ min: 1, max: 5 }), by: dateKind })),
  withinMs: rare(fc.dictionary(dateKind, ageMs, { maxKeys: 2 })),
  versions: rare(
    fc.record({
      patchesPerMinor: some(fc.integer({ min: 1, max: 3 })),
      minorsPerMajor: some(fc.integer({ min: 1, max: 3 })),
      prereleases: fc.boolean(),
    }),
  ),
  tags: rare(globs),
  regex: rare(fc.constantFrom('[13579]$', '^v')),
  labels: rare(fc.constantFrom([{ key: 'keep' }], [{ key: 'team', value: 'y*' }])),
  signed: rare(fc.constant(true)),
  inUse: rare(fc.record({ protected: fc.boolean(), under: fc.array(pattern, { maxLength: 2 }) })),
  all: fc.nat(9).map((n) => n === 0),
})
export const ruleLists: fc.Arbitrary<Rule[]> = fc.array(
  fc.record({ name: fc.constantFrom('a', 'b'), select: selection, keep: keeping }),
  { minLength: 1, maxLength: 3 },
)
const used: fc.Arbitrary<UsedDigests> = fc.record({
  digests: fc
    .dictionary(digest, fc.constant('two/x:a'), { maxKeys: 2 })
    .map((d) => new Map(Object.entries(d))),
  isComplete: fc.nat(5).map((n) => n > 0),
})
export const worlds: fc.Arbitrary<RetentionFacts> = fc
  .record({ protection: globs, isProtecting: fc.nat(4), underProtected: used, a: used, b: used })
  .map(({ protection, isProtecting, underProtected, a, b }) => ({
    now,
    protectedBy: (_registry: string, _repository: string, name: string) =>
      isProtecting === 0 && protection.some((glob) => matchesGlob(glob, name)) ? 'rule' : null,
    underProtected,
    under: ({ tags }) => (tags[0] === 'a' ? a : b),
  }))

/** The rules as they are told to people, one tag at a time, without any care for time. */
export function modelKeeps(
  rules: readonly Rule[],
  repository: RetentionRepository,
  facts: RetentionFacts,
  tag: RetentionTag,
): boolean {
  if (facts.protectedBy(repository.registry, repository.repository, tag.name) !== null) return true
  if (repository.doubt !== null || !isKnown(tag)) return true
  const selecting = rules.filter(({ select }) => isSelected(select, tag))
  return selecting.length === 0 || selecting.some((rule) => isKeptBy(rule, repository, facts, tag))
}

const isKnown = (tag: RetentionTag) => tag.digest !== null && tag.kind !== null && tag.kind !== 'broken'
const fits = (globs: readonly string[], text: string) => globs.some((glob) => matchesGlob(glob, text))
const looseVersion = (text: string) => /^v?\d+(\.\d+){0,3}(-[0-9A-Za-z.-]+)?$/.test(text)
const padded = (text: string) => {
  const [, numbers = '', pre = ''] = /^v?([\d.]+)(-.*)?$/.exec(text) ?? []
  const [major = '0', minor = '0', patch = '0'] = numbers.split('.').map((n) => String(Number(n)))
  return `${major}.${minor}.${patch}${pre}`
}

function isSelected({ tags, except, regex, version, kinds }: Selection, tag: RetentionTag): boolean {
  if (tags && !fits(tags, tag.name)) return false
  if (except && fits(except, tag.name)) return false
  if (regex && !new RegExp(regex).test(tag.name)) return false
  if (version && !looseVersion(tag.name)) return false
  if (version && version !== '*' && !semver.satisfies(padded(tag.name), version)) return false
  return !kinds || kinds.includes(tag.kind ?? '')
}

/** A date that can be compared; null where nobody can tell. */
function known(tag: RetentionTag, kind: 'created' | 'pushed' | 'pulled' | 'firstSeen', told: number | null) {
  const at = kind === 'pulled' ? (tag.pulled ?? told) : tag[kind]
  return at === null || at < Date.UTC(1980, 0, 2) || at > now + dayMs ? null : at
}

function isKeptBy(
  { select, keep }: Rule,
  repository: RetentionRepository,
  facts: RetentionFacts,
  tag: RetentionTag,
): boolean {
  const told = repository.pullsToldSince
  const others = repository.tags.filter((t) => isSelected(select, t) && isKnown(t))
  if (keep.all || (keep.tags && fits(keep.tags, tag.name))) return true
  if (keep.regex && new RegExp(keep.regex).test(tag.name)) return true
  if (keep.signed && tag.signed !== false) return true
  if (keep.labels) {
    if (tag.labels === null) return true
    for (const { key, value = '*' } of keep.labels)
      if (tag.labels.some((l) => l.key === key && matchesGlob(value, l.value))) return true
  }
  const places = keep.inUse
    ? [
        ...(keep.inUse.protected ? [facts.underProtected] : []),
        ...keep.inUse.under.map((p) => facts.under(p)),
      ]
    : []
  if (places.some(({ digests, isComplete }) => !isComplete || digests.has(tag.digest ?? ''))) return true
  if (keep.newest) {
    const { by, count } = keep.newest
    const mine = known(tag, by, told)
    if (mine === null) return true
    if (others.filter((t) => (known(t, by, told) ?? Number.NEGATIVE_INFINITY) > mine).length < count)
      return true
  }
  for (const [kind, ms] of Object.entries(keep.withinMs ?? {}) as ['created', number][]) {
    const mine = known(tag, kind, told)
    if (mine === null || mine >= now - ms) return true
  }
  return keep.versions ? isLastVersion(keep.versions, others, tag) : false
}

function isLastVersion(
  { patchesPerMinor, minorsPerMajor, prereleases }: NonNullable<Keeping['versions']>,
  others: readonly RetentionTag[],
  tag: RetentionTag,
): boolean {
  const whole = (t: RetentionTag) => /^v?\d+\.\d+\.\d+(\.\d+)?(-.*)?$/.test(t.name)
  const counts = (t: RetentionTag) => whole(t) && (prereleases || !t.name.includes('-'))
  // Four numbers: the last is put behind the patch, far from where another could be.
  const order = (t: RetentionTag) => {
    const fourth = Number(/^v?\d+\.\d+\.\d+\.(\d+)/.exec(t.name)?.[1] ?? 0)
    const parsed = new semver.SemVer(padded(t.name))
    parsed.patch = parsed.patch * 1000 + fourth
    return parsed.format()
  }
  if (!whole(tag)) return true
  if (!counts(tag)) return false
  const mine = new semver.SemVer(padded(tag.name))
  const inMajor = others.filter(counts).filter((t) => semver.major(padded(t.name)) === mine.major)
  const newerMinors = new Set(inMajor.map((t) => semver.minor(padded(t.name))).filter((m) => m > mine.minor))
  if (minorsPerMajor !== undefined && newerMinors.size >= minorsPerMajor) return false
  const inMinor = inMajor.filter((t) => semver.minor(padded(t.name)) === mine.minor)
  const newer = new Set(inMinor.map(order).filter((v) => semver.gt(v, order(tag))))
  return patchesPerMinor === undefined || newer.size < patchesPerMinor
}
