import type { CopyOptions, CopyReference } from '#lib/api/copy-plan.ts'
import { type CopyChoice, chooseCopy } from '#lib/engines/copy/choose.ts'
import type { CopyTargetState } from '#lib/engines/copy/plan.ts'
import { digestNow } from '../deletion/truth.ts'
import type { Place } from '../index/place.ts'
import type { Runtime } from '../runtime.ts'
import { CopyRefused, refusedBy } from './copy-refused.ts'
import { readSource } from './read-source.ts'
import type { ReferrerTags } from './referrer-tags.ts'
import type { TargetLedger } from './target-ledger.ts'

export interface CopyPair {
  readonly from: CopyReference
  readonly to: CopyReference
}

/** An item of which everything is known that its plan, and its copying, stand on. */
export interface PreparedItem {
  readonly source: Place
  readonly target: Place
  readonly sourceDigest: string
  readonly choice: CopyChoice
  /** What the target's tag is on; null: there is none, or none is written. */
  readonly onTarget: string | null
  readonly state: CopyTargetState
}

export interface Preparation {
  readonly runtime: Runtime
  readonly options: CopyOptions
  readonly signal: AbortSignal
  readonly tags: ReferrerTags
  readonly ledger: TargetLedger
}

/** Reads source and target of an item from their registries. Throws `CopyRefused` for whatever is in the way there. */
export async function prepareItem(
  { runtime, options, signal, tags, ledger }: Preparation,
  { from, to }: CopyPair,
): Promise<PreparedItem> {
  const source = await placeOf(runtime, from, signal)
  const target = await placeOf(runtime, to, signal)
  const graph = await readSource(source, from.tag ?? from.digest ?? '', options, tags).catch((error) => {
    throw refusedBy(error, from.registry)
  })
  const choice = chooseCopy(graph, options)
  if (!choice) throw new CopyRefused('no_platform', 'The index has none of the chosen platforms.')
  const mountable = from.registry === to.registry ? from.repository : null
  try {
    const [onTarget, state] = await Promise.all([
      to.tag === null ? null : digestNow(target, to.tag),
      ledger.look(target, choice.manifests, mountable),
    ])
    return { source, target, sourceDigest: graph.root, choice, onTarget, state }
  } catch (error) {
    throw refusedBy(error, to.registry)
  }
}

async function placeOf(
  runtime: Runtime,
  { registry, repository }: CopyReference,
  signal: AbortSignal,
): Promise<Place> {
  const connected = await runtime.registries.get(registry).catch((error) => {
    throw refusedBy(error, registry)
  })
  return { runtime, registry: connected, repository, call: { signal } }
}
