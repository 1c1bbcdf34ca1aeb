import { seriesOf } from './build-name.ts'

export interface KnownTag {
  readonly name: string
  /** null: nobody has looked, or it is broken. */
  readonly digest: string | null
  /** The registry lists it and has no manifest for it. */
  readonly isBroken: boolean
  /** By its own word; null where it has none that can be believed. */
  readonly createdAt: Date | null
  /** The digest that a `sha256-…` tag is about. */
  readonly about: string | null
}

/** A manifest that no tag is on. */
export interface UntaggedManifest {
  readonly digest: string
  readonly createdAt: Date | null
  /** The digest that it says something about. */
  readonly subject: string | null
  /** An index lists it. */
  readonly isHeld: boolean
}

export interface KnownRepository {
  readonly tags: readonly KnownTag[]
  readonly untagged: readonly UntaggedManifest[]
  /** Every digest that is there. */
  readonly present: ReadonlySet<string>
}

export interface Suggested {
  readonly tag: string | null
  readonly digest: string | null
  /** The tag that makes it superfluous. */
  readonly because: string | null
}

export interface SuggestionGroup {
  readonly kind: 'broken' | 'orphaned' | 'untagged' | 'superseded' | 'duplicate' | 'stale'
  readonly series: string | null
  readonly items: readonly Suggested[]
}

const item = ({ name, digest }: KnownTag, because: string | null = null): Suggested => ({
  tag: name,
  digest,
  because,
})

/**
 * What may be superfluous in a repository, each thing once, under the plainest reason. Nothing is said of what has no date
 * where a date would decide, nor of what nobody has looked at.
 */
export function suggest(
  { tags, untagged, present }: KnownRepository,
  olderThan: Date,
): { groups: SuggestionGroup[]; unknownCount: number } {
  const taken = new Set<KnownTag>()
  const take = (of: readonly KnownTag[]) => {
    for (const tag of of) taken.add(tag)
    return of
  }
  const left = () => tags.filter((tag) => !taken.has(tag))
  const broken = take(tags.filter(({ isBroken }) => isBroken))
  const orphaned = take(left().filter(({ about }) => about !== null && !present.has(about)))
  const groups: SuggestionGroup[] = [
    { kind: 'broken', series: null, items: broken.map((tag) => item(tag)) },
    {
      kind: 'orphaned',
      series: null,
      items: [
        ...orphaned.map((tag) => item(tag)),
        ...untagged.filter(isOrphan(present)).map(({ digest }) => ({ tag: null, digest, because: null })),
      ],
    },
    {
      kind: 'untagged',
      series: null,
      items: untagged
        .filter(({ isHeld, subject }) => !isHeld && subject === null)
        .map(({ digest }) => ({ tag: null, digest, because: null })),
    },
  ]
  const plain = left().filter(({ about, digest }) => about === null && digest !== null)
  for (const [series, builds] of Map.groupBy(plain, ({ name }) => seriesOf(name))) {
    if (series === null || series === '') continue
    const dated = builds.filter(hasDate).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    const [newest] = dated
    if (!newest) continue
    const older = take(dated.filter(({ createdAt }) => createdAt < newest.createdAt))
    groups.push({ kind: 'superseded', series, items: older.map((tag) => item(tag, newest.name)) })
  }
  groups.push({ kind: 'duplicate', series: null, items: duplicates(plain, taken) })
  const stale = left().filter(
    ({ about, digest, createdAt }) =>
      about === null && digest !== null && createdAt !== null && createdAt < olderThan,
  )
  groups.push({ kind: 'stale', series: null, items: stale.map((tag) => item(tag)) })
  const isUnknown = ({ about, isBroken, digest, createdAt }: KnownTag) =>
    about === null && !isBroken && (digest === null || createdAt === null)
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    unknownCount: tags.filter(isUnknown).length,
  }
}

const hasDate = (tag: KnownTag): tag is KnownTag & { createdAt: Date } => tag.createdAt !== null

const isOrphan =
  (present: ReadonlySet<string>) =>
  ({ subject, isHeld }: UntaggedManifest) =>
    subject !== null && !isHeld && !present.has(subject)

/** Builds' tags on a digest that another tag is on that stays: one that is no build, or else the first of them by name. */
function duplicates(tags: readonly KnownTag[], taken: Set<KnownTag>): Suggested[] {
  const found: Suggested[] = []
  const staying = tags.filter((tag) => !taken.has(tag))
  for (const on of Map.groupBy(staying, ({ digest }) => digest).values()) {
    if (on.length < 2) continue
    const byName = on.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const keep = byName.find(({ name }) => seriesOf(name) === null) ?? byName[0]
    for (const tag of byName) {
      if (tag === keep || seriesOf(tag.name) === null) continue
      taken.add(tag)
      found.push(item(tag, keep?.name ?? null))
    }
  }
  return found
}
