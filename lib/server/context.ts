import type { Role } from '#lib/api/roles.ts'
import type { Runtime } from './runtime.ts'

/** Who is asking. */
export interface Actor {
  readonly id: string
  readonly username: string
  readonly role: Role
}

/** What every service is given: never the request itself. */
export interface Context {
  readonly runtime: Runtime
  readonly actor: Actor
  readonly requestId: string
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal
  /** The policy in whose run it is done; absent: somebody does it. */
  readonly policy?: string
}
