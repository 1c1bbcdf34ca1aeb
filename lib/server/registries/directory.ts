import { createRegistryClient } from '#lib/registry/client.ts'
import type { Credentials, RegistryClient, RegistryOptions } from '#lib/registry/types.ts'
import { ApiError } from '../problem.ts'
import type { RegistrySettings } from './settings.ts'

/** A registry and the connection to it. */
export interface ConnectedRegistry {
  readonly settings: RegistrySettings
  readonly client: RegistryClient
}

/** Reads the registries that people added; those of the file don't change while we run. */
export type LoadStored = () => Promise<readonly RegistrySettings[]>

/** Told of each request that goes out to a registry. */
export type OnUpstream = (
  id: string,
  request: Parameters<NonNullable<RegistryOptions['onRequest']>>[0],
) => void

/** Another replica may have changed a registry: what is older is read again from the store. */
const reloadAfterMs = 3000

/** All registries by id: those of the configuration first, then those added in the store. */
export class RegistryDirectory {
  readonly #configured: readonly RegistrySettings[]
  readonly #loadStored: LoadStored
  readonly #onUpstream: OnUpstream
  #connected = new Map<string, ConnectedRegistry>()
  #loadedAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | null = null

  constructor(
    configured: readonly RegistrySettings[],
    loadStored: LoadStored,
    onUpstream: OnUpstream = () => {},
  ) {
    this.#configured = configured
    this.#loadStored = loadStored
    this.#onUpstream = onUpstream
  }

  async list(): Promise<ConnectedRegistry[]> {
    if (performance.now() - this.#loadedAt > reloadAfterMs) await (this.#loading ?? this.reload())
    return [...this.#connected.values()]
  }

  /** Throws `registry_not_found`. */
  async get(id: string): Promise<ConnectedRegistry> {
    await this.list()
    const found = this.#connected.get(id)
    if (!found) throw new ApiError('registry_not_found', `There is no registry “${id}”.`)
    return found
  }

  /**
   * Takes over what the store says now; connections of unchanged registries stay open. A load under way may have read
   * the store before it was changed: this one follows it.
   */
  reload(): Promise<void> {
    const loading = Promise.allSettled([this.#loading])
      .then(() => this.#reload())
      .finally(() => {
        if (this.#loading === loading) this.#loading = null
      })
    this.#loading = loading
    return loading
  }

  async #reload(): Promise<void> {
    const stored = await this.#loadStored()
    const before = this.#connected
    const now = new Map<string, ConnectedRegistry>()
    for (const settings of [...this.#configured, ...stored]) {
      if (now.has(settings.id)) continue
      const known = before.get(settings.id)
      const isUnchanged = known && JSON.stringify(known.settings) === JSON.stringify(settings)
      now.set(settings.id, isUnchanged ? known : { settings, client: connect(settings, this.#onUpstream) })
    }
    this.#connected = now
    this.#loadedAt = performance.now()
    for (const [id, { client }] of before) {
      if (now.get(id)?.client !== client) client.close().catch(() => {})
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#connected.values()].map(({ client }) => client.close()))
  }
}

function connect(
  { id, url, auth, tls, requestsPerMinute }: RegistrySettings,
  onUpstream: OnUpstream,
): RegistryClient {
  return createRegistryClient({
    id,
    url,
    requestsPerMinute,
    onRequest: (request) => onUpstream(id, request),
    credentials: async () => credentialsOf(auth),
    ...(tls ? { tls } : {}),
  })
}

function credentialsOf(auth: RegistrySettings['auth']): Credentials {
  if (!auth) return { kind: 'anonymous' }
  if ('identityToken' in auth) return { kind: 'identityToken', token: auth.identityToken }
  return { kind: 'basic', ...auth }
}
