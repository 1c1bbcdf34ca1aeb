import { z } from 'zod'
import { Bytes, ListQuery, pageOf, RegistryId, Time } from './common.ts'
import { CopyOptions, CopyPlanItem, CopyRequest, CopyTotals } from './copy-plan.ts'
import { defineEndpoint } from './endpoint.ts'

const Count = z.number().int().nonnegative()

export const copyStates = [
  'queued',
  'running',
  'succeeded',
  'partial',
  'failed',
  'cancelled',
  'undone',
] as const
/** `partial`: some items failed, and resuming goes on with them; `failed`: none arrived. */
export const CopyState = z.enum(copyStates)
export type CopyState = z.infer<typeof CopyState>

export const copyResults = ['copied', 'skipped', 'refused', 'failed', 'cancelled', 'undone'] as const
export const CopyResult = z.enum(copyResults)
export type CopyResult = z.infer<typeof CopyResult>

export const CopyItem = CopyPlanItem.extend({
  /** null: its turn has not come, or it is under way. */
  result: CopyResult.nullable(),
  /** `exists`, `moved`, or how a registry failed. */
  resultCode: z.string().nullable(),
  resultDetail: z.string().nullable(),
  doneAt: Time.nullable(),
})
export type CopyItem = z.infer<typeof CopyItem>

export const copyUndoStates = ['none', 'possible', 'running', 'done', 'expired'] as const

export const CopySummary = z.object({
  id: z.uuid(),
  state: CopyState,
  createdAt: Time,
  createdBy: z.string(),
  /** The mirror whose run it is. */
  mirror: z.object({ id: z.string(), name: z.string() }).nullable(),
  options: CopyOptions,
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  /** Until when it can be undone; null while nothing was written. */
  expiresAt: Time.nullable(),
  /** Somebody asked it to stop, and it will. */
  isCancelling: z.boolean(),
  /** The job that does it. */
  job: z.uuid().nullable(),
  /** Bytes as planned: what turns out to be there already counts as done. */
  progress: z.object({ bytesDone: Bytes, bytesTotal: Bytes, itemsDone: Count, itemsTotal: Count }),
  /** As planned. */
  totals: CopyTotals,
  /** How many items ended each way. */
  results: z.record(CopyResult, Count),
  itemsTotal: Count,
  /** What it begins with, which tells a copy of one thing from others: `registry/repository:tag`. */
  first: z.object({ from: z.string(), to: z.string() }),
  undo: z.object({ state: z.enum(copyUndoStates), job: z.uuid().nullable() }),
  /** Why the copy as a whole ended otherwise than well. */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type CopySummary = z.infer<typeof CopySummary>

/** With the first one hundred items; `nextCursor` is for `GET /copies/{id}/items`. */
export const Copy = CopySummary.extend({ items: z.array(CopyItem), nextCursor: z.string().nullable() })
export type Copy = z.infer<typeof Copy>

const CopyParams = z.object({ id: z.uuid() })

export const startCopy = defineEndpoint({
  id: 'startCopy',
  method: 'POST',
  path: '/copies',
  summary:
    'Plans a copy and begins with it. 409 `tag_exists` (its `issues` name the items), and nothing is copied, where a tag is on another digest in the target, unless `overwrite`',
  can: 'copy',
  body: CopyRequest,
  maxBodyBytes: 2 * 1024 * 1024,
  successStatus: 202,
  response: Copy,
})

export const listCopies = defineEndpoint({
  id: 'listCopies',
  method: 'GET',
  path: '/copies',
  summary: 'Copies, the newest first',
  can: 'read',
  query: ListQuery.omit({ q: true, order: true }).extend({
    state: CopyState.optional(),
    /** Of which it is the source or the target. */
    registry: RegistryId.optional(),
    mirror: z.string().max(64).optional(),
  }),
  response: pageOf(CopySummary),
})

export const getCopy = defineEndpoint({
  id: 'getCopy',
  method: 'GET',
  path: '/copies/{id}',
  summary: 'A copy: what was planned, how far it is, how it ended',
  can: 'read',
  params: CopyParams,
  response: Copy,
})

export const listCopyItems = defineEndpoint({
  id: 'listCopyItems',
  method: 'GET',
  path: '/copies/{id}/items',
  summary: 'The items of a copy, in the order in which they were asked for',
  can: 'read',
  params: CopyParams,
  query: ListQuery.omit({ order: true }).extend({
    action: CopyPlanItem.shape.action.optional(),
    /** `none`: its turn has not come. */
    result: z.enum([...copyResults, 'none']).optional(),
  }),
  response: pageOf(CopyItem),
})

const changes = { can: 'copy', params: CopyParams, successStatus: 202, response: Copy } as const

export const cancelCopy = defineEndpoint({
  id: 'cancelCopy',
  method: 'POST',
  path: '/copies/{id}/cancel',
  summary: 'Stops a copy (or its undoing); what has arrived stays',
  ...changes,
})

export const resumeCopy = defineEndpoint({
  id: 'resumeCopy',
  method: 'POST',
  path: '/copies/{id}/resume',
  summary: 'Goes on with what failed or was cancelled; what the target has is not sent again',
  ...changes,
})

export const undoCopy = defineEndpoint({
  id: 'undoCopy',
  method: 'POST',
  path: '/copies/{id}/undo',
  summary:
    'Puts back the tags that were overwritten and removes those that were made, where nobody has moved them since',
  ...changes,
})
