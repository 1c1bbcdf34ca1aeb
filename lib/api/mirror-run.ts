import { z } from 'zod'
import { Bytes, Time } from './common.ts'

const Count = z.number().int().nonnegative()

/** What a run was to do when it had read the registries. */
export const MirrorCounts = z.object({
  repositories: Count,
  /** Repositories whose tags could not be read: nothing of them is copied or deleted. */
  unread: Count,
  /** Tags of the source that the mirror is about. */
  tags: Count,
  toCopy: Count,
  /** In the target already. */
  same: Count,
  /** Not copied for a reason that the preview, and the copy, say. */
  refused: Count,
  overwritten: Count,
  sendBytes: Bytes,
  /** Gone from the source. They are deleted only where the mirror says so. */
  vanished: Count,
})
export type MirrorCounts = z.infer<typeof MirrorCounts>

export const mirrorRunStates = ['queued', 'running', 'planned', 'succeeded', 'partial', 'failed'] as const
/** `planned`: a dry run has ended; `partial`: something could not be read, copied or deleted. */
export const MirrorRunState = z.enum(mirrorRunStates)
export type MirrorRunState = z.infer<typeof MirrorRunState>

export const MirrorRun = z.object({
  id: z.uuid(),
  mirror: z.object({ id: z.string(), name: z.string() }),
  trigger: z.enum(['schedule', 'manual']),
  actor: z.string(),
  isDryRun: z.boolean(),
  state: MirrorRunState,
  startedAt: Time,
  finishedAt: Time.nullable(),
  /** null until the registries were read. */
  counts: MirrorCounts.nullable(),
  /** null where nothing was to be copied. */
  copy: z.uuid().nullable(),
  /** null where nothing was to be deleted. */
  deletion: z.uuid().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type MirrorRun = z.infer<typeof MirrorRun>
