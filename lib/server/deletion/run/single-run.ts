import { sql } from 'drizzle-orm'
import type { DeletionMethod } from '#lib/engines/deletion/single-tag.ts'
import type { Context } from '../../context.ts'
import type { Failure } from '../../index/failure.ts'
import type { Place } from '../../index/place.ts'
import type { Runtime } from '../../runtime.ts'
import { deletionManifests } from '../../store/schema.ts'
import { readProtectedBy } from '../../retention/protection.ts'
import type { TagPlan } from '../plan-tag.ts'
import { adviseCollectionOf } from './advise.ts'
import { expiryOf } from './finish-run.ts'
import { changeRun, insertRun, markBegun, publishRun, writeResults } from './run-store.ts'

/** The deletion of one tag that is done in the request itself, kept as a run of one item: it stands in the trash as well. */
export interface SingleRun {
  readonly id: string
  /** The digest of the placeholder that the tag is about to get. */
  placeholder(this: void, digest: string): Promise<void>
  removed(method: DeletionMethod): Promise<void>
  /** It can be executed again or undone: both find out whether the tag went all the same. */
  failed(failure: Failure): Promise<void>
}

/**
 * Written before anything is done, with the bytes of what could go along, and kept from then on. What a process that dies in
 * between leaves behind is settled by `endAbandoned`.
 */
export async function beginSingleRun(
  context: Context,
  place: Place,
  tag: string,
  plan: TagPlan,
): Promise<SingleRun> {
  const { runtime, registry, repository } = place
  const { raw, method, fallback, siblings } = plan
  const protectedBy = await readProtectedBy(runtime)
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
      protectedRemoved: protectedBy(registry.settings.id, repository, tag) === null ? 0 : 1,
      childrenAlong: 0,
      referrersAlong: 0,
      manifestsUntagged: 0,
      referrersLeft: 0,
      placeholders: method === 'placeholder' ? 1 : 0,
      repositoriesUnread: 0,
      // Nobody has added it up: a request does not wait for that.
      bytesFreed: null,
    },
    garbageCollection: [await adviseCollectionOf(runtime, registry)],
  })
  await keepBytes(place, id, plan)
  await markBegun(runtime, id, [0])
  await changeRun(runtime, id, { state: 'running', startedAt: new Date(), expiresAt: expiryOf(runtime) })
  let isRemoved = false
  const end = async (change: Parameters<typeof changeRun>[2]) => {
    await changeRun(runtime, id, { finishedAt: new Date(), problem: null, ...change })
    publishRun(runtime, id)
  }
  return {
    id,
    placeholder: (digest) => markBegun(runtime, id, [0], digest),
    async removed(by) {
      isRemoved = true
      await writeResults(runtime, id, [{ position: 0, result: 'removed', method: by }])
      await end({ state: 'succeeded', undoState: 'possible', expiresAt: expiryOf(runtime) })
    },
    async failed(failure) {
      // What failed came after it, and the tag is gone.
      if (isRemoved) return
      await writeResults(runtime, id, [{ position: 0, result: 'failed', ...failure }])
      await end({ state: 'partial', undoState: 'possible', problem: failure, expiresAt: expiryOf(runtime) })
    },
  }
}

/**
 * Runs of one item whose process died before it wrote down how they ended: nobody acts on them by himself, but they stand in
 * the trash as failed, where executing or undoing one finds out what was done. A request that is slow and alive after all
 * writes its own end over this one.
 */
export async function endAbandoned(
  runtime: Pick<Runtime, 'store' | 'changes'>,
  afterMs = 120_000,
): Promise<void> {
  const { rows } = await runtime.store.db.execute<{ id: string }>(sql`
    UPDATE deletions SET state = 'failed', undo_state = 'possible', finished_at = now(), problem = ${JSON.stringify(interrupted)}::jsonb
    WHERE state = 'running' AND job_id IS NULL AND started_at < now() - make_interval(secs => ${afterMs / 1000})
    RETURNING id`)
  for (const { id } of rows) publishRun(runtime, id)
}

const interrupted: Failure = {
  code: 'internal',
  detail:
    'Portolan ended in the middle of it: the tag may be gone. Undoing it, or executing it again, finds out.',
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
