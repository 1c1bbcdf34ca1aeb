import type { HitType } from '#lib/api/search.ts'
import type { SearchQuery } from '#lib/engines/search/query.ts'
import { readReference } from '#lib/engines/search/reference.ts'
import { findBuiltOn } from './find-built-on.ts'
import { findDigests } from './find-digests.ts'
import { findLabels, findLabelsByWords, isBaseKey, type LabelType } from './find-labels.ts'
import { findByPath, findRepositories } from './find-repositories.ts'
import { findTagsByName, findTagsByNameParts, findTagsIn, maxNamesOf } from './find-tags.ts'
import type { HitRow, SearchSession } from './session.ts'

export type Hits = ReadonlyMap<HitType, readonly HitRow[]>

/** Whether there may be more of a type than these: names and labels are followed only so far. */
export function mayBeMore(type: HitType, count: number, room: number): boolean {
  if (type === 'repository') return count >= room
  return count >= (type === 'tag' ? maxNamesOf(room) : Math.min(room, maxFollowed))
}

/** Of labels and blobs, how many are followed to images. */
const maxFollowed = 50

/** In how many repositories tags are looked for, when a word or a reference says in which. */
const maxPlaces = 20
const maxSplits = 4

/** Up to `room` of each of these types, each in the order of its own. */
export async function findHits(
  session: SearchSession,
  query: SearchQuery,
  types: readonly HitType[],
  room: number,
): Promise<Hits> {
  const hits = new Map<HitType, readonly HitRow[]>()
  const isAboutImages = !query.label && !query.base
  if (types.includes('repository'))
    hits.set('repository', isAboutImages ? await repositories(session, query, room) : [])
  if (types.includes('tag')) hits.set('tag', isAboutImages ? await tags(session, query, room) : [])
  if (types.includes('digest')) hits.set('digest', await digests(session, query, room))
  const labelTypes = types.filter((type): type is LabelType => isLabelType.has(type))
  const labelled = labelTypes.length > 0 ? await labels(session, query, labelTypes, room) : []
  for (const type of labelTypes)
    hits.set(
      type,
      labelled.filter((row) => typeOfLabel(row) === type),
    )
  return hits
}

const isLabelType: ReadonlySet<HitType> = new Set(['label', 'annotation', 'baseImage'])

function typeOfLabel(row: HitRow): LabelType {
  if (row.key === 'layers' || isBaseKey(row.key)) return 'baseImage'
  return row.source === 'annotation' ? 'annotation' : 'label'
}

async function repositories(session: SearchSession, query: SearchQuery, room: number): Promise<HitRow[]> {
  const { reference, words } = query
  if (reference?.path) return findByPath(session, reference.path, room)
  return words.length > 0 && !reference ? findRepositories(session, words, room) : []
}

async function tags(
  session: SearchSession,
  { reference, words }: SearchQuery,
  room: number,
): Promise<HitRow[]> {
  if (reference) {
    const tag = reference.tag?.toLowerCase() ?? words[0]
    if (reference.path === '') return tag ? findTagsByName(session, tag, room) : []
    const places = await findByPath(session, reference.path, maxPlaces)
    if (tag) return findTagsIn(session, places, tag, room)
    // Whoever names no tag is given this one by every tool.
    const meant = places.filter((place) => place.quality === 0)
    return reference.digest ? [] : findTagsIn(session, meant, 'latest', room, { isExact: true })
  }
  const [word] = words
  if (word === undefined) return []
  if (words.length === 1) return findTagsByName(session, word, room)
  const found: HitRow[] = []
  // “api 1.4”: one word names the tag, the others its repository, in either order.
  const splits = words.length <= maxSplits ? words : words.slice(-1)
  for (const tag of splits) {
    const others = words.filter((other) => other !== tag)
    if (others.length > 0)
      found.push(
        ...(await findTagsIn(session, await findRepositories(session, others, maxPlaces), tag, room)),
      )
  }
  found.push(...(await findTagsByNameParts(session, words, room)))
  return distinct(found).slice(0, room)
}

async function digests(session: SearchSession, { digest, reference }: SearchQuery, room: number) {
  const wanted = digest ?? reference?.digest
  if (!wanted) return []
  const rows = await findDigests(session, wanted, room)
  return reference?.path ? rows.filter((row) => row.repository.includes(reference.path)) : rows
}

async function labels(
  session: SearchSession,
  query: SearchQuery,
  types: readonly LabelType[],
  room: number,
): Promise<HitRow[]> {
  const { label, base, reference, words } = query
  if (label) {
    const rows = await findLabels(session, label, types, room)
    return rows.filter((row) =>
      words.every((word) => `${row.repository}:${row.tag}`.toLowerCase().includes(word)),
    )
  }
  const name =
    base ?? (reference?.tag && !reference.host ? `${reference.path}:${reference.tag.toLowerCase()}` : null)
  if (name === null)
    return words.length > 0 && !query.reference ? findLabelsByWords(session, words, types, room) : []
  if (!types.includes('baseImage')) return []
  const told = await findLabelsByWords(session, [name], ['baseImage'], room)
  const image = readReference.fromText(name)
  const places = image ? await findByPath(session, image.path, maxPlaces) : []
  const bases = await findTagsIn(
    session,
    places.filter((place) => place.quality === 0),
    image?.tag?.toLowerCase() ?? 'latest',
    maxPlaces,
    { isExact: true },
  )
  return distinct([...(await findBuiltOn(session, bases, room)), ...told]).slice(0, room)
}

/** Each thing once, as it was found best, the best first. */
export function distinct(rows: readonly HitRow[]): HitRow[] {
  const known = new Map<string, HitRow>()
  for (const row of rows) {
    const key = [row.registry_id, row.repository, row.tag, row.digest].join('\n')
    const before = known.get(key)
    if (!before || row.quality < before.quality) known.set(key, row)
  }
  return [...known.values()].sort((a, b) => a.quality - b.quality)
}
