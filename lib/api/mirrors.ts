import { z } from 'zod'
import { Digest, ListQuery, pageOf, Time } from './common.ts'
import { CopyPlanItem, CopyTotals } from './copy-plan.ts'
import { defineEndpoint } from './endpoint.ts'
import { MirrorDefinition, MirrorId, MirrorPatch } from './mirror-definition.ts'
import { MirrorCounts, MirrorRun } from './mirror-run.ts'

const Count = z.number().int().nonnegative()

export const Mirror = z.object({
  id: z.string(),
  ...MirrorDefinition.shape,
  /** `file`: from the configuration and not to be changed here. */
  source: z.enum(['file', 'store']),
  version: Count,
  createdBy: z.string().nullable(),
  createdAt: Time.nullable(),
  updatedBy: z.string().nullable(),
  updatedAt: Time.nullable(),
  /** When its schedule runs it next: five times; none where it is off or has no schedule. */
  nextRuns: z.array(Time),
  lastRun: MirrorRun.nullable(),
})
export type Mirror = z.infer<typeof Mirror>

/** What a run would do now, read from the registries by the code of the run. */
export const MirrorPreview = z.object({
  asOf: Time,
  counts: MirrorCounts,
  totals: CopyTotals,
  /** Those that are copied first, then those that are refused, then what is there already: `limit` of them. */
  items: z.array(CopyPlanItem),
  itemsTotal: Count,
  /** Tags that the mirror brought and that are gone from the source, one hundred at most. */
  vanished: z.array(z.object({ repository: z.string(), tag: z.string(), digest: Digest })),
  /** Whether a run deletes them. */
  deletesVanished: z.boolean(),
  /** Repositories whose tags could not be read and why, one hundred at most. */
  unread: z.array(z.object({ repository: z.string(), code: z.string(), detail: z.string() })),
})
export type MirrorPreview = z.infer<typeof MirrorPreview>

const MirrorParams = z.object({ id: z.string().max(63) })
const PreviewBody = z.strictObject({ limit: z.number().int().min(1).max(1000).default(100) })

export const listMirrors = defineEndpoint({
  id: 'listMirrors',
  method: 'GET',
  path: '/mirrors',
  summary: 'Mirrors: those of the configuration file first',
  can: 'read',
  response: z.object({ items: z.array(Mirror) }),
})

export const getMirror = defineEndpoint({
  id: 'getMirror',
  method: 'GET',
  path: '/mirrors/{id}',
  summary: 'One mirror',
  can: 'read',
  params: MirrorParams,
  response: Mirror,
})

export const addMirror = defineEndpoint({
  id: 'addMirror',
  method: 'POST',
  path: '/mirrors',
  summary: 'Adds a mirror: a rule that brings tags from one registry to another',
  can: 'administer',
  body: MirrorDefinition.extend({ id: MirrorId }),
  successStatus: 201,
  response: Mirror,
})

export const changeMirror = defineEndpoint({
  id: 'changeMirror',
  method: 'PATCH',
  path: '/mirrors/{id}',
  summary: 'Changes what is named of a mirror. 409 where it is not the version that is named',
  can: 'administer',
  params: MirrorParams,
  body: MirrorPatch,
  response: Mirror,
})

export const removeMirror = defineEndpoint({
  id: 'removeMirror',
  method: 'DELETE',
  path: '/mirrors/{id}',
  summary: 'Removes a mirror; what it brought stays, and so do its runs',
  can: 'administer',
  params: MirrorParams,
  successStatus: 204,
  response: z.null(),
})

export const previewMirror = defineEndpoint({
  id: 'previewMirror',
  method: 'POST',
  path: '/mirrors/{id}/preview',
  summary: 'What a run of the mirror would copy and delete, by the same code as the run. Nothing is changed',
  can: 'copy',
  params: MirrorParams,
  body: PreviewBody,
  response: MirrorPreview,
})

export const previewMirrorDraft = defineEndpoint({
  id: 'previewMirrorDraft',
  method: 'POST',
  path: '/mirrors/preview',
  summary: 'The same for a mirror that is not stored',
  can: 'copy',
  body: PreviewBody.extend({ mirror: MirrorDefinition }),
  response: MirrorPreview,
})

export const runMirror = defineEndpoint({
  id: 'runMirror',
  method: 'POST',
  path: '/mirrors/{id}/run',
  summary: 'Begins a run; `dryRun` counts and does nothing. 409 while another run of the mirror is under way',
  can: 'copy',
  params: MirrorParams,
  body: z.strictObject({
    /** Otherwise as the mirror says. */
    dryRun: z.boolean().optional(),
  }),
  successStatus: 202,
  response: MirrorRun,
})

export const listMirrorRuns = defineEndpoint({
  id: 'listMirrorRuns',
  method: 'GET',
  path: '/mirrors/{id}/runs',
  summary: 'What a mirror did, the newest first',
  can: 'read',
  params: MirrorParams,
  query: ListQuery.pick({ limit: true, cursor: true }),
  response: pageOf(MirrorRun),
})
