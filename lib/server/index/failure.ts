import type { ProblemCode } from '#lib/api/problem.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { isApiError } from '../problem.ts'
import { fromRegistryError } from '../registry-problem.ts'
import { storable } from './storable.ts'

/** Why something could not be read, as it is kept in the index and shown. */
export interface Failure {
  readonly code: ProblemCode
  readonly detail: string
}

export function failureOf(error: unknown): Failure {
  if (isApiError(error)) return { code: error.code, detail: error.detail }
  if (!isRegistryError(error)) return { code: 'internal', detail: 'Something went wrong inside Portolan.' }
  const { code, detail } = fromRegistryError(error)
  // It may name error codes, which are the registry's own words.
  return { code, detail: storable(detail) }
}

/** We gave it up ourselves (its connection was closed or replaced): that says nothing of the registry. */
export const isCancelled = (error: unknown) => isRegistryError(error) && error.code === 'aborted'

/** Failures of the registry as a whole, after which asking for the next row is a waste. */
const ofTheWhole: ReadonlySet<ProblemCode> = new Set([
  'registry_unreachable',
  'registry_timeout',
  'registry_unauthorized',
  'registry_rate_limited',
  'not_a_registry',
])

export const concernsWholeRegistry = (failure: Failure) => ofTheWhole.has(failure.code)
