import { isStoreError } from './store/store-error.ts'

/** Connections refused or lost, and the SQLSTATE classes and codes of a server that goes down or has no room. */
const networkCodes = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|EAI_AGAIN|ENOTFOUND)$/
const sqlStates = /^(?:08...|57P0[1-5]|53...)$/

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

/**
 * Whether the database itself could not be asked. Drizzle wraps what `pg` throws; answers of the server carry a
 * SQLSTATE in `code`, and lost connections carry a system error code or none at all.
 */
export function isStoreFailure(error: unknown): boolean {
  if (isStoreError(error)) return true
  if (!isQueryError(error)) return false
  const code = propertyOf(error.cause, 'code')
  if (typeof code === 'string') return networkCodes.test(code) || sqlStates.test(code)
  // A TypeError and its like are our own mistakes.
  return error.cause instanceof Error && error.cause.name === 'Error'
}

/** By shape and not by class: a bundler may load Drizzle twice. */
export const isQueryError = (e: unknown): e is Error & { query: string; params: unknown[] } =>
  e instanceof Error && typeof propertyOf(e, 'query') === 'string' && Array.isArray(propertyOf(e, 'params'))
