import pLimit from 'p-limit'
import type { CopyChoice } from '#lib/engines/copy/choose.ts'
import { decideCopy, planWork } from '#lib/engines/copy/plan.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { Context } from '../context.ts'
import type { Patience } from '../deletion/run/patience.ts'
import { settleAll } from '../deletion/run/settle-all.ts'
import { digestNow } from '../deletion/truth.ts'
import { readProtectedFrom } from '../retention/protection.ts'
import { copyBlob } from './copy-blob.ts'
import { CopyRefused } from './copy-refused.ts'
import type { CopyItemRow, CopyRow } from './copy-store.ts'
import { ItemEnds } from './item-ends.ts'
import { type Preparation, type PreparedItem, prepareItem } from './prepare-item.ts'
import { putReferrer } from './put-referrer.ts'
import { writeTag } from './write-tag.ts'

/** Blobs that are under way at once. */
const blobsAtOnce = 4
const manifestsAtOnce = 4

export interface CopyPass {
  readonly context: Context
  readonly copy: CopyRow
  readonly preparation: Preparation
  readonly patience: Patience
  readonly onBytes: (bytes: number) => void
}

/**
 * Copies one item: blobs, then manifests (children before indexes, subjects before referrers), and at the very end the tag,
 * once source and target were looked at again. What the target has is left alone, so that an item that is begun anew sends
 * nothing twice. Throws `ItemEnds` for what ends it otherwise, and what a registry failed with.
 */
export async function copyItem(pass: CopyPass, row: CopyItemRow): Promise<void> {
  const { preparation, patience } = pass
  // What was planned, wherever the tag is by now: that is looked at when the tag is written.
  const from = { ...pairOf(row).from, tag: null, digest: row.sourceDigest }
  const item = await patience.try(() =>
    prepareItem(preparation, { from, to: pairOf(row).to }).catch((error) => {
      // Passing trouble passes: patience is for that.
      throw error instanceof CopyRefused && isRegistryError(error.cause) ? error.cause : error
    }),
  )
  if (item.choice.digest !== row.digest)
    throw new ItemEnds('failed', 'moved', `It would be ${item.choice.digest}, and not what was planned.`)
  await checkAgain(pass, row, item)
  await copyContent(pass, item)
  if (row.toTag === null) return
  await checkAgain(pass, row, { ...item, onTarget: await digestNow(item.target, row.toTag) })
  const root = item.choice.manifests.find(({ digest }) => digest === item.choice.digest)
  if (root) await writeTag(pass, row, item, root)
}

export const pairOf = (row: CopyItemRow) => ({
  from: {
    registry: row.fromRegistry,
    repository: row.fromRepository,
    tag: row.fromTag,
    digest: row.fromDigest,
  },
  to: { registry: row.toRegistry, repository: row.toRepository, tag: row.toTag, digest: null },
})

/** Planning may be long ago: nothing is written that would be refused now. */
async function checkAgain(
  { context, copy }: CopyPass,
  row: CopyItemRow,
  { source, target, choice, onTarget }: PreparedItem,
): Promise<void> {
  const now = row.fromTag === null ? row.sourceDigest : await digestNow(source, row.fromTag)
  const protectedBy = await readProtectedFrom(context)
  const { action, reason } = decideCopy({
    isSamePlace: false,
    isReadOnly: target.registry.settings.readOnly,
    sourceDigest: now ?? '',
    expected: row.sourceDigest,
    digest: choice.digest,
    onTarget,
    protectedBy: row.toTag === null ? null : protectedBy(row.toRegistry, row.toRepository, row.toTag),
    overwrite: copy.options.overwrite,
    isComplete: false,
  })
  if (action !== 'refuse' || reason === null) return
  const details: Record<string, string> = {
    moved: now === null ? 'The source’s tag is gone.' : `The source’s tag is on ${now} now.`,
    exists: `The target’s tag is on ${onTarget} now.`,
  }
  throw new ItemEnds('failed', reason, details[reason] ?? null)
}

/** Everything but the tag: whoever looks at the target meanwhile sees no image that is half there. */
async function copyContent(pass: CopyPass, { source, target, choice, state }: PreparedItem): Promise<void> {
  const { patience, onBytes, preparation } = pass
  const work = planWork(choice.manifests, state)
  const limit = pLimit(blobsAtOnce)
  await settleAll(
    work.blobs
      .filter(({ action }) => action !== 'skip')
      .map((blob) =>
        limit(async () => {
          await copyBlob({ source, target, patience, onBytes }, blob)
          preparation.ledger.arriveBlob(target, blob.digest)
        }),
      ),
  )
  const missing = new Set(work.manifests.flatMap(({ action, digest }) => (action === 'send' ? [digest] : [])))
  const write = async (manifest: CopyChoice['manifests'][number]) => {
    if (!missing.has(manifest.digest)) return
    await patience.try(async () => {
      if (manifest.subject !== null || manifest.tag !== null) await putReferrer(target, manifest)
      else await target.registry.client.putManifest(target.repository, manifest.digest, manifest, target.call)
    })
    onBytes(manifest.bytes.length)
  }
  const isLeaf = ({ children, subject, tag }: CopyChoice['manifests'][number]) =>
    children.length === 0 && subject === null && tag === null
  const leaves = pLimit(manifestsAtOnce)
  await settleAll(choice.manifests.filter(isLeaf).map((manifest) => leaves(() => write(manifest))))
  for (const manifest of choice.manifests) if (!isLeaf(manifest)) await write(manifest)
  preparation.ledger.arrive(target, choice.manifests)
}
