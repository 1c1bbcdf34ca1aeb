import { isRegistryError } from '#lib/registry/error.ts'
import type { Context } from '../context.ts'
import { createPatience, RegistryLost } from '../deletion/run/patience.ts'
import type { RepositoryLocks } from '../deletion/run/repository-locks.ts'
import { startAudit } from '../index/audit-trail.ts'
import { type Failure, failureOf, isCancelled } from '../index/failure.ts'
import { storable } from '../index/storable.ts'
import { refreshTagList } from '../index/tag-list.ts'
import type { RunningJob } from '../jobs/jobs.ts'
import { isApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { type CopyPass, copyItem } from './copy-item.ts'
import { CopyRefused } from './copy-refused.ts'
import { type CopyItemRow, type CopyRow, changeItem, readCopy, readOpenItems } from './copy-store.ts'
import { finishCopy, startCopyRow } from './finish-copy.ts'
import { ItemEnds } from './item-ends.ts'
import { keepProgress } from './keep-progress.ts'
import { createReferrerTags } from './referrer-tags.ts'
import { createTargetLedger } from './target-ledger.ts'
import { watchCancelling } from './watch-cancelling.ts'

export interface CopyData {
  readonly copyId: string
}

/**
 * Does a copy: item after item, those of one target repository under its lock. Begun anew after a crash it goes on with what has
 * no result yet; a copy that was forgotten, has ended or has another job by now is left alone.
 */
export async function copyJob(
  runtime: Runtime,
  locks: RepositoryLocks,
  { id: jobId, data, signal: ending }: RunningJob<CopyData>,
): Promise<void> {
  const copy = await readCopy(runtime, data.copyId).catch(() => null)
  if (!copy || copy.jobId !== jobId || (copy.state !== 'queued' && copy.state !== 'running')) return
  await startCopyRow(runtime, copy)
  const cancelling = watchCancelling(runtime, copy.id)
  const signal = AbortSignal.any([ending, cancelling.signal])
  try {
    const context = contextOf(runtime, copy, signal)
    const preparation = {
      runtime,
      options: copy.options,
      signal,
      tags: createReferrerTags(),
      ledger: createTargetLedger(),
    }
    const rows = await readOpenItems(runtime, copy.id)
    const lost: Lost = { registries: new Map(), full: new Map() }
    const isWanted = async () => !cancelling.signal.aborted
    for (const of of Map.groupBy(rows, (row) => `${row.toRegistry} ${row.toRepository}`).values()) {
      const [{ toRegistry: registry, toRepository: repository }] = of as [CopyItemRow]
      const patience = createPatience(signal)
      await locks.hold({ registry, repository }, { isWanted, signal }, async () => {
        for (const row of of) {
          if (signal.aborted) return
          const failure = failureBefore(lost, row)
          if (failure) await failItem(runtime, row, failure)
          else await doItem({ context, copy, preparation, patience }, row, ending, lost)
        }
      })
      const connected = await runtime.registries.get(registry).catch(() => null)
      if (connected) await refreshTagList({ runtime, registry: connected, repository }).catch(() => {})
    }
  } catch (error) {
    if (!cancelling.signal.aborted || ending.aborted) throw error
  } finally {
    cancelling.stop()
  }
  if (ending.aborted) throw ending.reason
  await finishCopy(runtime, copy, cancelling.signal.aborted)
}

/** Registries of which nothing more is asked in this run, and those to which nothing more is sent, by id. */
interface Lost {
  readonly registries: Map<string, Failure>
  readonly full: Map<string, Failure>
}

const failureBefore = ({ registries, full }: Lost, { fromRegistry, toRegistry }: CopyItemRow) =>
  registries.get(fromRegistry) ?? registries.get(toRegistry) ?? full.get(toRegistry)

/** In whose name the job acts. */
export const contextOf = (runtime: Runtime, copy: CopyRow, signal: AbortSignal): Context => ({
  runtime,
  actor: { id: '', username: copy.actor, role: copy.actorRole },
  requestId: copy.requestId,
  signal,
})

const failItem = (runtime: Runtime, row: CopyItemRow, { code, detail }: Failure) =>
  changeItem(runtime, row, { result: 'failed', resultCode: code, resultDetail: detail, doneAt: new Date() })

async function doItem(
  pass: Omit<CopyPass, 'onBytes'>,
  row: CopyItemRow,
  ending: AbortSignal,
  lost: Lost,
): Promise<void> {
  const { context, copy } = pass
  const { runtime } = context
  const trail = await startAudit(context, {
    action: 'tag.copy',
    registry: row.toRegistry,
    repository: row.toRepository,
    tag: row.toTag,
    digest: row.overwrites,
    detail: `copy ${copy.id}: ${row.sourceDigest} from ${row.fromRegistry}/${row.fromRepository}`,
  })
  const progress = keepProgress(runtime, row)
  try {
    await copyItem({ ...pass, onBytes: progress.add }, row)
    await progress.stop()
    await changeItem(runtime, row, {
      result: 'copied',
      resultCode: null,
      resultDetail: null,
      bytesDone: row.bytes.send,
      doneAt: new Date(),
    })
    await trail.succeeded()
  } catch (error) {
    await progress.stop()
    // The process ends (its connections first), or the registry was changed: whoever goes on with the job begins the item anew.
    if (ending.aborted || (isCancelled(error) && !context.signal.aborted)) throw error
    // Nothing more is asked of a registry that can't be worked with for now.
    if (error instanceof RegistryLost && isRegistryError(error.cause))
      lost.registries.set(error.cause.registry, error.failure)
    if (isFull(error)) lost.full.set(row.toRegistry, failureOf(error))
    const { result, code, detail } = endOf(error, context.signal)
    await changeItem(runtime, row, {
      result,
      resultCode: code,
      resultDetail: detail,
      doneAt: new Date(),
    })
    await trail.failed({ detail: `copy ${copy.id}: ${code}: ${detail ?? ''}` })
  }
}

const isFull = (error: unknown) => isRegistryError(error) && error.code === 'full'

function endOf(error: unknown, signal: AbortSignal) {
  if (error instanceof ItemEnds) return { result: error.result, code: error.code, detail: error.detail }
  if (signal.aborted) return { result: 'cancelled' as const, code: 'cancelled', detail: null }
  if (error instanceof CopyRefused)
    return { result: 'failed' as const, code: error.reason, detail: error.message }
  if (error instanceof RegistryLost || isApiError(error))
    return {
      result: 'failed' as const,
      ...(error instanceof RegistryLost ? error.failure : failureOf(error)),
    }
  if (!isRegistryError(error) || isCancelled(error)) throw error
  const { code, detail } = failureOf(error)
  // Why it does not take something the registry alone knows: a quota, a rule, an account.
  const said = isFull(error) ? null : error.errors[0]?.message
  return {
    result: 'failed' as const,
    code,
    detail: said ? storable(`${detail} (${said.slice(0, 500)})`) : detail,
  }
}
