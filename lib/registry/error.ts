/** The closed list of how a registry can fail. Told apart by status, OCI error code and cause, never by a message. */
export type RegistryErrorCode =
  /** No connection: DNS, refused, reset, TLS. */
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  /** 401 after what could be done about it: our stored credential fails, or there is none. */
  | 'unauthorized'
  /** 403, or a token that does not carry what was asked for (`insufficient_scope`). */
  | 'denied'
  | 'not_found'
  /** 405, or the OCI code UNSUPPORTED. */
  | 'unsupported'
  | 'rate_limited'
  /** Any other 4xx. */
  | 'refused'
  | 'server_error'
  /** 507, or a failure that tells of ENOSPC: what it stores on has no room left. */
  | 'full'
  /** What answered speaks no registry API (HTML, say). */
  | 'not_a_registry'
  /** JSON or headers that do not fit the spec, a truncated body, a list that never ends. */
  | 'invalid_response'
  | 'digest_mismatch'
  | 'too_large'
  /** A realm, redirect or next link that leads where this registry may not send us. */
  | 'forbidden_target'
  /** The name, tag or digest that we were given does not fit the grammar; nothing was sent. */
  | 'invalid_reference'

export interface OciError {
  readonly code: string
  readonly message: string | null
}

export interface RegistryErrorFields {
  readonly code: RegistryErrorCode
  readonly registry: string
  readonly status?: number | null
  readonly errors?: readonly OciError[]
  readonly method?: string
  /** Without credentials and query. */
  readonly url?: string
  readonly retryAfterMs?: number | null
  readonly detail?: string
  readonly isRenewed?: boolean | undefined
  readonly cause?: unknown
}

const temporary: ReadonlySet<RegistryErrorCode> = new Set([
  'unreachable',
  'timeout',
  'rate_limited',
  'server_error',
])

/** The one error of the protocol client. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly code: RegistryErrorCode
  readonly registry: string
  readonly status: number | null
  readonly errors: readonly OciError[]
  readonly method: string | null
  readonly url: string | null
  readonly retryAfterMs: number | null
  /** One sentence for a person, without the address. */
  readonly detail: string
  /** A 401 for which there is a new token or password by now: whoever can begin anew, should. */
  readonly isRenewed: boolean

  constructor(fields: RegistryErrorFields) {
    const detail = fields.detail ?? fields.code
    super(`${fields.registry}: ${detail}`, { cause: fields.cause })
    this.code = fields.code
    this.registry = fields.registry
    this.status = fields.status ?? null
    this.errors = fields.errors ?? []
    this.method = fields.method ?? null
    this.url = fields.url ?? null
    this.retryAfterMs = fields.retryAfterMs ?? null
    this.detail = detail
    this.isRenewed = fields.isRenewed ?? false
  }

  get isTemporary() {
    return temporary.has(this.code)
  }

  /** Whether the registry named this OCI error code. */
  has(ociCode: string) {
    return this.errors.some((e) => e.code === ociCode)
  }
}

/** Bundlers may load a module twice, so that `instanceof` is not enough. */
export const isRegistryError = (e: unknown): e is RegistryError =>
  e instanceof Error && e.name === 'RegistryError' && 'code' in e && 'registry' in e
