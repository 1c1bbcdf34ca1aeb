import { sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import type { Failure } from '../../index/failure.ts'
import type { Place } from '../../index/place.ts'
import type { DeletionMethod } from '#lib/engines/deletion/single-tag.ts'
import { deletionManifests } from '../../store/schema.ts'
import type { TagPlan } from '../plan-tag.ts'
import { adviseCollectionOf } from './advise.ts'
import { expiryOf } from './finish-run.ts'
import { changeRun, insertRun, markBegun, publishRun, writeResults } from './run-store.ts'

/** The deletion of one tag that is done in the request itself, kept as a run of one item: it stands in the trash as well. */
export interface SingleRun {
  readonly id: string
  removed(method: DeletionMethod): Promise<void>
  /** It can be executed again, which also finds out whether the tag went all the same. */
  failed(failure: Failure): Promise<void>
}

/**
 * Written before anything is done, with the bytes of what could go along. A process that dies in between leaves a plan whose
 * item was begun: executed, it finds out what was done.
 */
export async function beginSingleRun(
  context: Context,
  place: Place,
  tag: string,
  plan: TagPlan,
): Promise<SingleRun> {
  const { runtime, registry, repository } = place
  const { raw, method, fallback, siblings } = plan
  const id = await insertRun(context, {
    policy: null,
    options: { children: false, referrers: false },
    rows: [
      {
        registry: registry.settings.id,
        repository,
        tag,
        digest: raw.digest,
        isChosen: true,
        action: 'remove',
        method,
        fallback,
        reason: null,
        detail: null,
        heldBy: [],
      },
    ],
    effects: {
      tagsRemoved: 1,
      manifestsRemoved: method === 'digest' ? 1 : 0,
      tagsKept: siblings.length,
      itemsKept: 0,
      tagsAlong: 0,
      childrenAlong: 0,
      referrersAlong: 0,
      manifestsUntagged: 0,
      referrersLeft: 0,
      placeholders: method === 'placeholder' ? 1 : 0,
      // Nobody has added it up: a request does not wait for that.
      bytesFreed: null,
    },
    garbageCollection: [await adviseCollectionOf(runtime, registry)],
  })
  await keepBytes(place, id, plan)
  await markBegun(runtime, id, [0])
  const startedAt = new Date()
  let isRemoved = false
  const end = async (change: Parameters<typeof changeRun>[2]) => {
    await changeRun(runtime, id, { startedAt, finishedAt: new Date(), ...change })
    publishRun(runtime, id)
  }
  return {
    id,
    async removed(by) {
      isRemoved = true
      await writeResults(runtime, id, [{ position: 0, result: 'removed', method: by }])
      await end({ state: 'succeeded', undoState: 'possible', expiresAt: expiryOf(runtime) })
    },
    async failed(failure) {
      // What failed came after it, and the tag is gone.
      if (isRemoved) return
      await writeResults(runtime, id, [{ position: 0, result: 'failed', ...failure }])
      await end({ state: 'partial', problem: failure, expiresAt: expiryOf(runtime) })
    },
  }
}

/** What the tag is on, and what the index knows to be below it: the registry may collect that once nothing holds it. */
async function keepBytes(
  { runtime, registry, repository }: Place,
  id: string,
  { raw }: TagPlan,
): Promise<void> {
  const { db } = runtime.store
  const registryId = registry.settings.id
  await db.insert(deletionManifests).values({ deletionId: id, registryId, repository, ...raw })
  await db.execute(sql`
    WITH RECURSIVE below AS (
      SELECT child_digest AS digest FROM manifest_children WHERE parent_digest = ${raw.digest}
      UNION SELECT c.child_digest FROM manifest_children c JOIN below b ON c.parent_digest = b.digest
    )
    INSERT INTO deletion_manifests (deletion_id, registry_id, repository, digest, media_type, bytes)
    SELECT ${id}, ${registryId}, ${repository}, m.digest, m.media_type, m.bytes
    FROM manifests m JOIN below USING (digest) ON CONFLICT DO NOTHING`)
}
