import { z } from 'zod'
import { ListQuery, pageOf, Time } from './common.ts'
import { ComparisonCheck } from './comparison-check.ts'
import { ComparisonDefinition, ComparisonId, ComparisonPatch } from './comparison-definition.ts'
import { defineEndpoint } from './endpoint.ts'

export const comparisonStates = ['unchecked', 'same', 'drift', 'failed'] as const

export const SavedComparison = z.object({
  id: z.string(),
  ...ComparisonDefinition.shape,
  /** `registry/repository` with `~` for `/`, as `GET /compare/tags` takes them. */
  targets: z.array(z.string()),
  /** `file`: from the configuration and not to be changed here. */
  source: z.enum(['file', 'store']),
  version: z.number().int().nonnegative(),
  createdBy: z.string().nullable(),
  createdAt: Time.nullable(),
  updatedBy: z.string().nullable(),
  updatedAt: Time.nullable(),
  /** When its schedule has it checked next: five times. */
  nextChecks: z.array(Time),
  /** What the last check said. `unchecked`: none has ended since it compares what it compares. */
  state: z.enum(comparisonStates),
  /** Also while it could not be checked: it drifted when that was last known. */
  driftsSince: Time.nullable(),
  lastCheck: ComparisonCheck.nullable(),
  /** The one that is under way. */
  check: ComparisonCheck.nullable(),
})
export type SavedComparison = z.infer<typeof SavedComparison>

const ComparisonParams = z.object({ id: z.string().max(63) })

export const listComparisons = defineEndpoint({
  id: 'listComparisons',
  method: 'GET',
  path: '/compare/saved',
  summary: 'Saved comparisons and what their last checks said: those of the configuration file first',
  can: 'read',
  response: z.object({ items: z.array(SavedComparison) }),
})

export const getComparison = defineEndpoint({
  id: 'getComparison',
  method: 'GET',
  path: '/compare/saved/{id}',
  summary: 'One saved comparison',
  can: 'read',
  params: ComparisonParams,
  response: SavedComparison,
})

export const addComparison = defineEndpoint({
  id: 'addComparison',
  method: 'POST',
  path: '/compare/saved',
  summary: 'Saves a comparison. It is checked when its schedule says, and when somebody asks',
  can: 'save',
  body: ComparisonDefinition.extend({ id: ComparisonId }),
  successStatus: 201,
  response: SavedComparison,
})

export const changeComparison = defineEndpoint({
  id: 'changeComparison',
  method: 'PATCH',
  path: '/compare/saved/{id}',
  summary: 'Changes what is named of a saved comparison. 409 where it is not the version that is named',
  can: 'save',
  params: ComparisonParams,
  body: ComparisonPatch,
  response: SavedComparison,
})

export const removeComparison = defineEndpoint({
  id: 'removeComparison',
  method: 'DELETE',
  path: '/compare/saved/{id}',
  summary: 'Removes a saved comparison and its checks',
  can: 'save',
  params: ComparisonParams,
  successStatus: 204,
  response: z.null(),
})

export const checkComparison = defineEndpoint({
  id: 'checkComparison',
  method: 'POST',
  path: '/compare/saved/{id}/check',
  summary:
    'Reads the tags of all sides from their registries now and compares them. 409 while another check is under way',
  can: 'save',
  params: ComparisonParams,
  successStatus: 202,
  response: ComparisonCheck,
})

export const listComparisonChecks = defineEndpoint({
  id: 'listComparisonChecks',
  method: 'GET',
  path: '/compare/saved/{id}/checks',
  summary: 'The last checks of a saved comparison, the newest first; one hundred are kept',
  can: 'read',
  params: ComparisonParams,
  query: ListQuery.pick({ limit: true, cursor: true }),
  response: pageOf(ComparisonCheck),
})
