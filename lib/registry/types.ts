import type { Readable } from 'node:stream'
import type { Priority } from './limiter.ts'

/** What a registry needs to know of its caller. Never logged, never sent to another origin than it is for. */
export type Credentials =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** A token that the token server exchanges for access tokens (RFC 6749 refresh grant, "identity token"). */
  | { readonly kind: 'identityToken'; readonly token: string; readonly username?: string }

/** Asked anew whenever credentials are needed, so that a vendor can renew them. */
export type CredentialSource = (signal?: AbortSignal) => Promise<Credentials>

export interface RegistryOptions {
  /** Shown in errors. */
  readonly id: string
  readonly url: string
  readonly credentials?: CredentialSource
  readonly tls?: { readonly ca?: string; readonly insecureSkipVerify?: boolean }
  /** The most requests under way at once; there are as many as the registry answers well. */
  readonly concurrency?: number
  /** How many requests of the background may go out in a minute; null: as many as the registry takes. */
  readonly requestsPerMinute?: number | null
  /** Time until the answer's headers, and between two pieces of its body. */
  readonly timeoutMs?: number
  /** Further tries of what may be retried. */
  readonly retries?: number
  readonly userAgent?: string
  /** Called once for each request that goes out to the registry (not to its token server). */
  readonly onRequest?: (request: {
    method: string
    path: string
    status: number | null
    durationMs: number
  }) => void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** By default somebody is waiting for it. */
  readonly priority?: Priority | undefined
}

/** How a registry is being asked just now. */
export interface Traffic {
  /** Requests that may be under way at once. */
  readonly concurrency: number
  readonly active: number
  /** Sent since the client was made, repeated ones included. */
  readonly requests: number
  /** It asked for fewer requests (429): nothing is sent for so long. */
  readonly pausedForMs: number
}

export interface ManifestHead {
  /** null where the registry sends no Docker-Content-Digest on HEAD. */
  readonly digest: string | null
  readonly mediaType: string | null
  readonly sizeBytes: number | null
}

export interface RawManifest {
  /** Computed over `bytes`, and equal to what was asked for or announced. */
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Buffer
}

export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly urls?: readonly string[]
  readonly platform?: DescriptorPlatform
  readonly data?: string
}

export interface DescriptorPlatform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly 'os.version'?: string
  readonly 'os.features'?: readonly string[]
}

export interface BlobStream {
  readonly stream: Readable
  readonly status: 200 | 206
  readonly sizeBytes: number | null
  readonly contentType: string | null
  readonly contentRange: string | null
}

export interface Referrers {
  /** `api`, or the `sha256-<hex>` tag where the registry has no referrers API. */
  readonly source: 'api' | 'tag'
  readonly descriptors: readonly Descriptor[]
}

/**
 * The OCI distribution API 1.1 as a console needs it. Every method throws `RegistryError` and nothing else; every body
 * is bounded; every digest is verified over the raw bytes.
 */
export interface RegistryClient {
  readonly id: string
  readonly url: string

  /** `GET /v2/` (end-1). `version` is the Docker-Distribution-Api-Version header, `server` what the server calls itself. */
  ping(options?: CallOptions): Promise<{ version: string | null; server: string | null }>

  /** `GET /v2/_catalog`, page by page, following `Link`. */
  listRepositories(options?: CallOptions & { pageSize?: number }): AsyncIterable<readonly string[]>

  /** `GET /v2/<name>/tags/list` (end-8), page by page. `tags: null` is an empty list. */
  listTags(repository: string, options?: CallOptions): AsyncIterable<readonly string[]>

  headManifest(repository: string, reference: string, options?: CallOptions): Promise<ManifestHead>
  getManifest(repository: string, reference: string, options?: CallOptions): Promise<RawManifest>
  putManifest(
    repository: string,
    reference: string,
    manifest: { mediaType: string; bytes: Uint8Array },
    options?: CallOptions,
  ): Promise<{ digest: string; subject: string | null }>
  /** `DELETE …/manifests/<reference>` (end-9): a digest takes every tag on it along; a tag is untagged where supported. */
  deleteManifest(repository: string, reference: string, options?: CallOptions): Promise<void>

  headBlob(repository: string, digest: string, options?: CallOptions): Promise<{ sizeBytes: number | null }>
  /** Streamed and not held in memory; the whole (not a range) is verified as it passes and errs at its end. */
  getBlob(
    repository: string,
    digest: string,
    options?: CallOptions & {
      range?: { start: number; end?: number }
      /** How long it has to be: another length is a `digest_mismatch`. */
      expectedBytes?: number
      /** Told of each piece of the whole as it passes. */
      onBytes?: (bytes: number) => void
    },
  ): Promise<BlobStream>
  /** The whole blob in memory, verified. Throws `too_large` past `maxBytes`. */
  readBlob(repository: string, digest: string, options: CallOptions & { maxBytes: number }): Promise<Buffer>
  /** POST then PUT (end-4a, end-6). */
  putBlob(
    repository: string,
    blob: {
      digest: string
      sizeBytes: number
      body: Uint8Array | (() => Readable | Promise<Readable>)
      /** The stream fails by itself where it is not what the digest names, as those of `getBlob` do: it is not hashed again. */
      isVerified?: boolean
    },
    options?: CallOptions,
  ): Promise<void>
  /** POST, PATCH …, PUT (end-4a, end-5, end-6). */
  putBlobChunked(
    repository: string,
    blob: { digest: string; chunks: AsyncIterable<Uint8Array> },
    options?: CallOptions,
  ): Promise<void>
  /** false when the registry opened an upload instead of mounting (that upload is cancelled). */
  mountBlob(repository: string, digest: string, from: string, options?: CallOptions): Promise<boolean>
  deleteBlob(repository: string, digest: string, options?: CallOptions): Promise<void>

  /**
   * `GET /v2/<name>/referrers/<digest>` (end-12), all pages; on 404 the fallback tag `sha256-<hex>`, unless only the source
   * is of interest.
   */
  listReferrers(
    repository: string,
    digest: string,
    options?: CallOptions & { artifactType?: string; isFallbackRead?: boolean },
  ): Promise<Referrers>

  traffic(): Traffic
  close(): Promise<void>
}
