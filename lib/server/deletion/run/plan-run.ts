import type { Deletion, DeletionOptions } from '#lib/api/deletion.ts'
import type { Matching, RequestedItem } from '#lib/api/deletions.ts'
import { maxMatching } from '#lib/api/deletions.ts'
import type { RequestedItem as Requested } from '#lib/engines/deletion/plan.ts'
import type { Context } from '../../context.ts'
import { itemKey, type Place } from '../../index/place.ts'
import { ApiError } from '../../problem.ts'
import type { ConnectedRegistry } from '../../registries/directory.ts'
import { readProtectedBy, readProtectedFrom } from '../../retention/protection.ts'
import { adviseCollectionOf } from './advise.ts'
import { sumEffects } from './effects.ts'
import { freedBytes, type PlannedRepository } from './freed-bytes.ts'
import { createPatience } from './patience.ts'
import { planRepository } from './plan-repository.ts'
import { presentDeletion } from './present-deletion.ts'
import { resolveMatching } from './resolve-matching.ts'
import { insertRun } from './run-store.ts'

export interface RunRequest {
  readonly items: readonly RequestedItem[]
  readonly matching?: readonly Matching[]
  readonly options: DeletionOptions
  /** The policy that asks: rules protect tags from it whoever runs it. */
  readonly policy?: { readonly id: string; readonly name: string }
}

/**
 * Plans a run: reads every touched repository again from its registry, decides what goes, what stays and why, and keeps the
 * plan. Nothing is deleted. What a registry refuses or fails at is said of its items; throws `registry_not_found`, and
 * `invalid_request` where there is nothing, or too much, to plan.
 */
export async function planRun(context: Context, request: RunRequest): Promise<Deletion> {
  const { runtime } = context
  const matched: RequestedItem[] = []
  for (const matching of request.matching ?? []) matched.push(...(await resolveMatching(context, matching)))
  const asked = distinct([...request.items, ...matched])
  if (asked.length === 0)
    throw new ApiError('invalid_request', 'Nothing matches: there would be nothing to delete.')
  if (asked.length > maxMatching)
    throw new ApiError('invalid_request', `More than ${maxMatching} items can't be deleted in one run.`)
  const protectedBy = await readProtectedFrom(context, { isPolicy: request.policy !== undefined })
  const patience = createPatience(context.signal)
  const planned: (PlannedRepository & { readonly registry: ConnectedRegistry })[] = []
  for (const { registry: id, repository, items } of byRepository(asked)) {
    const registry = await runtime.registries.get(id)
    const place: Place = { runtime, registry, repository, call: { signal: context.signal } }
    const plan = await planRepository(place, items, { options: request.options, protectedBy, patience })
    planned.push({ registry, repository, planned: plan })
  }
  const plans = planned.map((one) => one.planned)
  const registries = [...new Map(planned.map(({ registry }) => [registry.settings.id, registry])).values()]
  const freed = await Promise.all(
    registries.map((registry) =>
      freedBytes(
        { runtime, registry },
        planned.filter((one) => one.registry === registry),
      ),
    ),
  )
  const id = await insertRun(context, {
    policy: request.policy ?? null,
    options: request.options,
    // What was asked for first, in the order of the repositories; then what goes along.
    rows: [...plans.flatMap(({ chosen }) => chosen), ...plans.flatMap(({ along }) => along)],
    effects: sumEffects(
      plans,
      freed.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0 as number | null),
      await readProtectedBy(runtime),
    ),
    garbageCollection: await Promise.all(registries.map((registry) => adviseCollectionOf(runtime, registry))),
  })
  return presentDeletion(context, id)
}

const keyOf = (item: RequestedItem) =>
  `${item.registry} ${itemKey(item.repository, 'tag' in item ? item.tag : item.digest)}`

/** Each once: the first that names it counts. */
function distinct(items: readonly RequestedItem[]): RequestedItem[] {
  const byKey = new Map<string, RequestedItem>()
  for (const item of items) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item)
  return [...byKey.values()]
}

function byRepository(items: readonly RequestedItem[]) {
  const groups = new Map<string, { registry: string; repository: string; items: Requested[] }>()
  for (const item of items) {
    const { registry, repository } = item
    const key = itemKey(registry, repository)
    const group = groups.get(key) ?? { registry, repository, items: [] }
    groups.set(key, group)
    group.items.push(
      'tag' in item ? { tag: item.tag, digest: item.expected ?? null } : { tag: null, digest: item.digest },
    )
  }
  return groups.values()
}
