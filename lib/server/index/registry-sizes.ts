import { LRUCache } from 'lru-cache'
import { buildSizeTree, type SizeNode } from '#lib/engines/sizes/size-tree.ts'
import type { Runtime } from '../runtime.ts'
import { readContentVersion, readRegistryContent } from './registry-content.ts'

export interface RegistrySizes {
  readonly tree: SizeNode
  /** When it was read from the index. */
  readonly asOf: Date
  readonly version: string
  /** How long that took. */
  readonly costMs: number
}

/** Trees have a node for each repository; few registries are looked at in one moment. */
const maxKept = 16
/** While a registry is walked it changes with every repository: sizes may then take a twentieth of the time, no more. */
const restPerCost = 20

const kept = new WeakMap<Runtime['store'], LRUCache<string, RegistrySizes>>()

/**
 * The sizes of a registry with all that is in it. A small registry is read anew when anything has changed; of a large one
 * the answer may be some seconds old, and `asOf` says so.
 */
export async function readRegistrySizes(
  { store, flights }: Runtime,
  registryId: string,
): Promise<RegistrySizes> {
  const cache = kept.get(store) ?? new LRUCache<string, RegistrySizes>({ max: maxKept })
  kept.set(store, cache)
  const last = cache.get(registryId)
  if (last && Date.now() - last.asOf.getTime() < last.costMs * restPerCost && last.costMs > smallMs)
    return last
  const version = await readContentVersion(store.db, registryId)
  if (last?.version === version) return last
  return flights.run(`sizes ${registryId} ${version}`, async () => {
    const asOf = new Date()
    const tree = buildSizeTree(await readRegistryContent(store.db, registryId))
    const sizes = { tree, asOf, version, costMs: Date.now() - asOf.getTime() }
    cache.set(registryId, sizes)
    return sizes
  })
}

/** What takes no longer is done each time it is asked for. */
const smallMs = 150
