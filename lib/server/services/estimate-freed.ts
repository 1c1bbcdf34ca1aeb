import { sql } from 'drizzle-orm'
import type { BodyOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { estimateFreed as endpoint } from '#lib/api/freed-bytes.ts'
import type { RepositoryGraph } from '#lib/engines/deletion/graph.ts'
import { planDeletion, type RequestedItem } from '#lib/engines/deletion/plan.ts'
import type { Context } from '../context.ts'
import { freedBytes, type PlannedRepository } from '../deletion/run/freed-bytes.ts'
import { subjectOfTag } from '../deletion/run/read-graph.ts'
import { readGraphManifests } from '../deletion/run/read-manifests.ts'
import { areIndexesKnown } from '../index/holding-indexes.ts'
import type { Place } from '../index/place.ts'
import { readTagPage } from '../index/tag-page.ts'
import { openRepository } from './open-repository.ts'

type Body = BodyOf<typeof endpoint>

/** What was asked for in one repository. */
interface Wanted {
  readonly place: Place
  readonly items: RequestedItem[]
}

/**
 * What a deletion would free, decided as its plan decides it, over what the index knows instead of over the registry. It is
 * for looking at while somebody selects: the plan itself reads everything again.
 */
export async function estimateFreed(context: Context, body: Body): Promise<ResponseOf<typeof endpoint>> {
  const byRegistry = new Map<string, PlannedRepository[]>()
  const places = new Map<string, Place>()
  for (const { place, items } of await collect(context, body)) {
    const id = place.registry.settings.id
    const graph = await readKnownGraph(place)
    const plan = planDeletion(graph, {
      items,
      takeChildren: body.options.children,
      takeReferrers: body.options.referrers,
      tagDelete: null,
    })
    places.set(id, place)
    byRegistry.set(id, [
      ...(byRegistry.get(id) ?? []),
      { repository: place.repository, planned: { chosen: [], along: [], plan, graph } },
    ])
  }
  let bytesFreed: number | null = 0
  for (const [id, repositories] of byRegistry) {
    const place = places.get(id)
    const freed = place ? await freedBytes(place, repositories) : null
    bytesFreed = bytesFreed === null || freed === null ? null : bytesFreed + freed
  }
  return { bytesFreed }
}

async function collect(context: Context, { items, matching }: Body): Promise<Wanted[]> {
  const wanted = new Map<string, Wanted>()
  const at = async (registry: string, repository: string) => {
    const key = `${registry} ${repository}`
    const known = wanted.get(key)
    if (known) return known
    const { place } = await openRepository(context, { registry, repository })
    const next: Wanted = { place, items: [] }
    wanted.set(key, next)
    return next
  }
  for (const item of items) {
    const { items: list } = await at(item.registry, item.repository)
    list.push('tag' in item ? { tag: item.tag, digest: null } : { tag: null, digest: item.digest })
  }
  for (const { registry, repository, except, referrers = false, ...filters } of matching) {
    const { place, items: list } = await at(registry, repository)
    const left = new Set(except)
    const query = { ...filters, referrers, limit: mostMatching, sort: 'name', order: 'asc' } as const
    const { rows } = await readTagPage(place, query)
    for (const { name } of rows) if (!left.has(name)) list.push({ tag: name, digest: null })
  }
  return [...wanted.values()]
}

const mostMatching = 50_000

/** The repository as the index has it; complete where every tag was looked up and every index was read. */
async function readKnownGraph(place: Place): Promise<RepositoryGraph> {
  const { rows } = await place.runtime.store.db.execute<{
    name: string
    digest: string | null
    is_known: boolean
  }>(sql`
    SELECT name, digest, kind IS NOT NULL AS is_known FROM tags
    WHERE registry_id = ${place.registry.settings.id} AND repository = ${place.repository} AND gone_at IS NULL`)
  const tagged = [...new Set(rows.flatMap(({ digest }) => digest ?? []))]
  return {
    repository: place.repository,
    manifests: await readGraphManifests(place, tagged),
    isComplete: rows.every((row) => row.is_known) && (await areIndexesKnown(place)),
    tags: rows.map(({ name, digest }) => ({ name, digest, protectedBy: null, about: subjectOfTag(name) })),
  }
}
