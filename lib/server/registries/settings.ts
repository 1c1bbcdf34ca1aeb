import type { RegistryType } from '#lib/api/registries.ts'
import type { RegistryAuth } from '../config/config.ts'

/** One registry as it was configured, wherever that was. */
export interface RegistrySettings {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly type: RegistryType
  readonly auth: RegistryAuth | null
  readonly tls: { readonly ca?: string; readonly insecureSkipVerify?: boolean } | null
  readonly publicHost: string | null
  readonly readOnly: boolean
  /** From the file: with it the registry signs in to tell us what happens in it. */
  readonly hookToken?: string | undefined
  /** Repositories to show although no catalog lists them. */
  readonly repositories: readonly string[]
  /** How long after a walk has begun the next one does; null: never by itself. */
  readonly syncEveryMs: number | null
  /** How many requests the background may send in a minute; null: as many as the registry takes. */
  readonly requestsPerMinute: number | null
  readonly source: 'file' | 'store' | 'demo'
}

/** The host that pull commands show. */
export const publicHostOf = ({ publicHost, url }: Pick<RegistrySettings, 'publicHost' | 'url'>) =>
  publicHost ?? new URL(url).host
