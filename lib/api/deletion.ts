import { z } from 'zod'
import { Bytes, Digest, Time } from './common.ts'
import { DeletionMethod } from './tags.ts'

const Count = z.number().int().nonnegative()

export const DeletionOptions = z.strictObject({
  /** Children of an index that goes go along, as far as nothing that stays holds them. */
  children: z.boolean().default(true),
  /** Signatures, attestations and SBOMs of what goes go along. */
  referrers: z.boolean().default(false),
})
export type DeletionOptions = z.output<typeof DeletionOptions>

export const deletionStates = ['planned', 'running', 'succeeded', 'partial', 'failed', 'undone'] as const
/**
 * `partial`: something that was to go is still there (its registry would not delete, it failed, the run was cancelled), and
 * executing again goes on with it; `failed`: the run itself broke. What a rule or another tag keeps, or what moved before its
 * turn, is no failure.
 */
export const DeletionState = z.enum(deletionStates)
export type DeletionState = z.infer<typeof DeletionState>

export const keepReasons = [
  /** It is not there any more. */
  'gone',
  /** The tag is on another digest than the one that was seen. */
  'moved',
  /** A rule protects it; `heldBy` says which. */
  'protected',
  /** A tag, or an index, that stays is on the digest. */
  'held_by_tag',
  'held_by_index',
  /** Not all of the repository could be read: something may hold it. */
  'holders_unknown',
  /** It would only have gone along, and what it is about stays. */
  'subject_stays',
  'read_only',
  'deletion_disabled',
  'deletion_refused',
  /** The repository could not be read; `detail` says why. */
  'unreadable',
] as const
export const KeepReason = z.enum(keepReasons)
export type KeepReason = z.infer<typeof KeepReason>

export const itemResults = ['removed', 'kept', 'failed', 'cancelled', 'undone'] as const
export const ItemResult = z.enum(itemResults)
export type ItemResult = z.infer<typeof ItemResult>

export const DeletionItem = z.object({
  /** Its place in the run, from 0 on. */
  position: Count,
  registry: z.string(),
  repository: z.string(),
  /** null: a manifest by its digest. */
  tag: z.string().nullable(),
  /** What it was on when the plan was made; null where there was nothing. */
  digest: Digest.nullable(),
  /** false: nobody asked for it, it goes along (a child of an index, a signature, its tag). */
  isChosen: z.boolean(),
  action: z.enum(['remove', 'keep']),
  /** How it is to go, and after the run how it went. */
  method: DeletionMethod.nullable(),
  /** What is done when the registry turns out not to untag. */
  fallback: DeletionMethod.nullable(),
  /** Why the plan keeps it. */
  reason: KeepReason.nullable(),
  /** Tags or digests of indexes that hold it (twenty at most), or the rule that protects it. */
  heldBy: z.array(z.string()),
  /** Why in words, where there are more. */
  detail: z.string().nullable(),
  /** The rule that protects the tag as rules are now, whoever deletes it: an administrator may. */
  protectedBy: z.string().nullable(),
  /** null: its turn has not come. `kept` also where it moved, vanished or was found to be held only when its turn came. */
  result: ItemResult.nullable(),
  /** A keep reason or the code of a problem; null for what was removed. After an undo: why it did not come back (`tag_taken`, `blobs_missing` …). */
  resultCode: z.string().nullable(),
  resultDetail: z.string().nullable(),
  doneAt: Time.nullable(),
})
export type DeletionItem = z.infer<typeof DeletionItem>

/** What was planned, as numbers of things. */
export const DeletionEffects = z.object({
  tagsRemoved: Count,
  manifestsRemoved: Count,
  /** Tags that stay on a digest of which a tag goes. */
  tagsKept: Count,
  /** Items that were asked for and stay, whatever the reason. */
  itemsKept: Count,
  /** Of the tags and manifests that go, those that nobody asked for. */
  tagsAlong: Count,
  /** Tags that go although a rule protects them: an administrator asked for it. */
  protectedRemoved: Count.default(0),
  childrenAlong: Count,
  referrersAlong: Count,
  /** Manifests that lose their last tag and stay: an index holds them, or may. */
  manifestsUntagged: Count,
  /** Signatures, attestations and SBOMs that stay behind without what they are about. */
  referrersLeft: Count,
  /** Tags that go by a placeholder: something is pushed for each. */
  placeholders: Count,
  /** Repositories of which nothing was read: their registry did not answer, or does not delete, or is read-only. */
  repositoriesUnread: Count.default(0),
  /** Distinct blobs and manifests that nothing holds which stays, once garbage is collected; null where that is not known. */
  bytesFreed: Bytes.nullable(),
})
export type DeletionEffects = z.infer<typeof DeletionEffects>

export const gcAdviceCodes = [
  /** It collects by itself. */
  'automatic',
  /** `registry garbage-collect` while nothing is pushed; never with `--delete-untagged`, which removes children of live indexes there. */
  'distribution_2',
  'distribution_3',
  /** A job in Harbor's administration. */
  'harbor',
  'gitlab',
  /** Nothing that anybody could run: the service does it, or keeps it. */
  'service',
  'unknown',
] as const
export const GarbageCollection = z.object({
  registry: z.string(),
  /** Whether somebody has to run something before bytes come free; null: not known. */
  needed: z.boolean().nullable(),
  advice: z.enum(gcAdviceCodes),
  /** As it is typed at the registry's machine, where there is such a thing. */
  command: z.string().nullable(),
})
export type GarbageCollection = z.infer<typeof GarbageCollection>

export const MissingBlob = z.object({
  registry: z.string(),
  repository: z.string(),
  /** The manifest that can't come back without it. */
  manifest: Digest,
  digest: Digest,
})
export type MissingBlob = z.infer<typeof MissingBlob>

export const undoStates = ['none', 'possible', 'running', 'done', 'partial', 'expired'] as const
export const DeletionUndo = z.object({
  /** `partial`: something that was removed has not come back; `expired`: the manifests are not kept any more. */
  state: z.enum(undoStates),
  /** Items that were removed and have not come back yet. */
  items: Count,
  /** Items that were begun and of which nobody knows whether they went: undoing finds out, and puts those back as well. */
  doubtful: Count,
  /** The job that undoes it; null: there was none yet. */
  job: z.uuid().nullable(),
  /** While it is under way: how many items are still to be put back. */
  left: Count.nullable(),
  /** What the registry was found to have no more when it was last looked for, one hundred at most. */
  missingBlobs: z.array(MissingBlob),
})

export const DeletionSummary = z.object({
  id: z.uuid(),
  state: DeletionState,
  createdAt: Time,
  createdBy: z.string(),
  policy: z.object({ id: z.string(), name: z.string() }).nullable(),
  options: DeletionOptions,
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  /** Until when it can be undone; null while nothing was removed. */
  expiresAt: Time.nullable(),
  /** Somebody asked it to stop, and it will. */
  isCancelling: z.boolean(),
  /** The job that executes it; null: there was none yet. */
  job: z.uuid().nullable(),
  /** Items whose turn has come, of those that are to go. */
  progress: z.object({ done: Count, total: Count }),
  /** How many items ended each way. */
  results: z.record(ItemResult, Count),
  itemsTotal: Count,
  /** Repositories that it touches, the first twenty by name, and how many there are. */
  repositories: z.array(z.object({ registry: z.string(), repository: z.string(), items: Count })),
  repositoryCount: Count,
  effects: DeletionEffects,
  garbageCollection: z.array(GarbageCollection),
  undo: DeletionUndo,
  /** Why the run as a whole is waiting, or ended otherwise than well. */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type DeletionSummary = z.infer<typeof DeletionSummary>

/** With the first one hundred items; `nextCursor` is for `GET /deletions/{id}/items`. */
export const Deletion = DeletionSummary.extend({
  items: z.array(DeletionItem),
  nextCursor: z.string().nullable(),
})
export type Deletion = z.infer<typeof Deletion>

/** What undoing would do, asked from the registry just now. */
export const UndoPreview = z.object({
  tags: Count,
  manifests: Count,
  /** Tags that somebody has pushed since: they stay as they are. */
  taken: z.array(z.object({ registry: z.string(), repository: z.string(), tag: z.string(), digest: Digest })),
  takenCount: Count,
  missingBlobs: z.array(MissingBlob),
  missingBlobCount: Count,
  /** Manifests that can't come back, because blobs of theirs are gone. */
  lostManifests: Count,
})
export type UndoPreview = z.infer<typeof UndoPreview>
