import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { RegistryType } from '#lib/api/registries.ts'

/** How a registry knows us: by a password, or by a token that its token server takes for short-lived ones. Secret. */
export type RegistryAuth =
  | { readonly username: string; readonly password: string }
  | { readonly identityToken: string }

/** A registry out of the configuration file. Its password is in here: never log it, never send it to a browser. */
export interface ConfiguredRegistry {
  readonly id: string
  readonly name: string
  /** http or https, without a trailing slash, credentials, query or fragment. */
  readonly url: string
  readonly type: RegistryType
  readonly auth: RegistryAuth | null
  /** `ca` is the PEM text itself. */
  readonly tls: { readonly ca?: string; readonly insecureSkipVerify?: boolean } | null
  readonly publicHost: string | null
  readonly readOnly: boolean
  /** With it the registry signs in to tell us what happens in it. Secret. */
  readonly hookToken?: string | undefined
  readonly repositories: readonly string[]
  /** null: never by itself. */
  readonly syncEveryMs: number | null
  /** How many requests the background may send in a minute; null: as many as the registry takes. */
  readonly requestsPerMinute: number | null
}

/** Tags that only administrators may delete, as globs. */
export interface ConfiguredProtection {
  readonly registry: string
  readonly repository: string
  readonly tags: readonly string[]
  readonly note: string | null
}

/** A retention policy out of the configuration file: it can be changed there alone. */
export interface ConfiguredPolicy {
  readonly id: string
  readonly definition: PolicyDefinition
}

/** A mirror out of the configuration file: it can be changed there alone. */
export interface ConfiguredMirror {
  readonly id: string
  readonly definition: MirrorDefinition
}

/** A saved comparison out of the configuration file: it can be changed there alone. */
export interface ConfiguredComparison {
  readonly id: string
  readonly definition: ComparisonDefinition
}

export interface Config {
  readonly port: number
  readonly host: string
  /** An origin, without a trailing slash. */
  readonly publicUrl: string
  /** Absolute. It may not exist yet. */
  readonly dataDir: string
  /** null: the embedded database. Contains a password. */
  readonly databaseUrl: string | null
  /** null: to be generated once into the data folder. */
  readonly secret: string | null
  /** With it a scraper may read /metrics; null: only who is signed in may. Secret. */
  readonly metricsToken: string | null
  /** `password` null: to be generated and printed once. */
  readonly admin: { readonly username: string; readonly password: string | null }
  /** Absolute; null where there is none, and so no registry is configured. */
  readonly configFile: string | null
  readonly registries: readonly ConfiguredRegistry[]
  readonly protect: readonly ConfiguredProtection[]
  /** For how many days what was deleted can be put back, while the registry has its blobs. */
  readonly trashDays: number
  readonly policies: readonly ConfiguredPolicy[]
  readonly mirrors: readonly ConfiguredMirror[]
  readonly comparisons: readonly ConfiguredComparison[]
}
