export type StoreErrorCode =
  /** Another Portolan works on this data folder. */
  | 'in_use'
  /** The data folder cannot be read, written or entered by the account that must. */
  | 'forbidden'
  /** What is there is no database of ours, or one of another PostgreSQL. */
  | 'incompatible'
  /** The database has migrations that this version of Portolan does not know. */
  | 'newer'
  /** No database program for this machine, or it does not run. */
  | 'unavailable'
  /** DATABASE_URL: no connection, or the server refuses us. */
  | 'unreachable'

/** Why the store could not be opened: one message for a person, never with a password in it. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Bundlers may load a module twice, so that `instanceof` is not enough. */
export const isStoreError = (e: unknown): e is StoreError =>
  e instanceof Error && e.name === 'StoreError' && 'code' in e

/** The system error code (ENOENT …) or SQLSTATE of what was thrown, or null. */
export const codeOf = (e: unknown): string | null =>
  typeof e === 'object' && e !== null && 'code' in e && typeof e.code === 'string' ? e.code : null
