import { z } from 'zod'
import { AutomationRun, AutomationRunState } from './automations.ts'
import { Bytes } from './common.ts'

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

/** `partial`: something could not be read, copied or deleted. */
export const MirrorRunState = AutomationRunState.exclude(['refused'])
export type MirrorRunState = z.infer<typeof MirrorRunState>

export const MirrorRun = AutomationRun.extend({
  mirror: z.object({ id: z.string(), name: z.string() }),
  state: MirrorRunState,
  /** null until the registries were read. */
  counts: MirrorCounts.nullable(),
  /** null where nothing was to be copied. */
  copy: z.uuid().nullable(),
  /** null where nothing was to be deleted. */
  deletion: z.uuid().nullable(),
})
export type MirrorRun = z.infer<typeof MirrorRun>
