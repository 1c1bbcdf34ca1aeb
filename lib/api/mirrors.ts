import { z } from 'zod'
import { AutomationId } from './automation-definition.ts'
import {
  AutomationParams,
  AutomationRecord,
  AutomationRunsQuery,
  ExportQuery,
  ImportBody,
  Imported,
  RunBody,
} from './automations.ts'
import { Digest, pageOf, Time } from './common.ts'
import { CopyPlanItem, CopyTotals } from './copy-plan.ts'
import { defineEndpoint } from './endpoint.ts'
import { MirrorDefinition, MirrorPatch } from './mirror-definition.ts'
import { MirrorCounts, MirrorRun } from './mirror-run.ts'

const Count = z.number().int().nonnegative()

export const Mirror = z.object({
  ...AutomationRecord.shape,
  ...MirrorDefinition.shape,
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
  params: AutomationParams,
  response: Mirror,
})

export const addMirror = defineEndpoint({
  id: 'addMirror',
  method: 'POST',
  path: '/mirrors',
  summary: 'Adds a mirror: a rule that brings tags from one registry to another',
  can: 'administer',
  body: MirrorDefinition.extend({ id: AutomationId }),
  successStatus: 201,
  response: Mirror,
})

export const changeMirror = defineEndpoint({
  id: 'changeMirror',
  method: 'PATCH',
  path: '/mirrors/{id}',
  summary: 'Changes what is named of a mirror. 409 where it is not the version that is named',
  can: 'administer',
  params: AutomationParams,
  body: MirrorPatch,
  response: Mirror,
})

export const removeMirror = defineEndpoint({
  id: 'removeMirror',
  method: 'DELETE',
  path: '/mirrors/{id}',
  summary: 'Removes a mirror; what it brought stays, and so do its runs',
  can: 'administer',
  params: AutomationParams,
  successStatus: 204,
  response: z.null(),
})

export const previewMirror = defineEndpoint({
  id: 'previewMirror',
  method: 'POST',
  path: '/mirrors/{id}/preview',
  summary: 'What a run of the mirror would copy and delete, by the same code as the run. Nothing is changed',
  can: 'copy',
  params: AutomationParams,
  body: PreviewBody,
  response: MirrorPreview,
})

export const previewMirrorDraft = defineEndpoint({
  id: 'previewMirrorDraft',
  method: 'POST',
  path: '/mirrors/preview',
  summary: 'The same for a mirror that is not stored',
  can: 'copy',
  body: PreviewBody.extend({
    mirror: MirrorDefinition,
    /** The mirror that is being changed: what it has brought, and what of that has vanished, is known then. */
    id: AutomationParams.shape.id.optional(),
  }),
  response: MirrorPreview,
})

export const runMirror = defineEndpoint({
  id: 'runMirror',
  method: 'POST',
  path: '/mirrors/{id}/run',
  summary:
    'Begins a run; `dryRun: true` counts and does nothing, as does each run of a mirror that says so itself. 409 where `dryRun: false` is asked of such a mirror, and while another run of the mirror is under way',
  can: 'copy',
  params: AutomationParams,
  body: RunBody,
  successStatus: 202,
  response: MirrorRun,
})

export const listMirrorRuns = defineEndpoint({
  id: 'listMirrorRuns',
  method: 'GET',
  path: '/mirrors/{id}/runs',
  summary: 'What a mirror did, the newest first',
  can: 'read',
  params: AutomationParams,
  query: AutomationRunsQuery,
  response: pageOf(MirrorRun),
})

export const exportMirrors = defineEndpoint({
  id: 'exportMirrors',
  method: 'GET',
  path: '/mirrors/export',
  summary: 'Mirrors as YAML, as they can stand in portolan.yaml',
  can: 'read',
  query: ExportQuery,
  produces: 'bytes',
  response: z.unknown(),
})

export const importMirrors = defineEndpoint({
  id: 'importMirrors',
  method: 'POST',
  path: '/mirrors/import',
  summary: 'Adds the mirrors of a YAML text, or changes those of the same id; all of them or none',
  can: 'administer',
  body: ImportBody,
  response: Imported,
})
