import type { RegistryErrorCode } from '../error.ts'

/** `done`, or the error with which the registry lets it be. */
export type Outcome = 'done' | RegistryErrorCode

/** What one registry does differently from another. The specification leaves all of it open. */
export interface Expectations {
  /** The Docker-Distribution-Api-Version header of `GET /v2/`. */
  readonly apiVersion: string | null
  readonly access: Access
  readonly catalog: {
    /** `not_found` and such where there is none. */
    readonly outcome: Outcome
    /** Whether it answers in pages of `n`. */
    readonly isPaged: boolean
  }
  readonly tags: {
    /** How many are pushed to see that all are listed. */
    readonly many: number
    readonly unknownRepository: Outcome
    /** The list of a repository whose last tag has gone. */
    readonly afterLastTag: Outcome
  }
  readonly deletion: {
    readonly digest: Outcome
    readonly tag: Outcome
    readonly blob: Outcome
  }
  /** What becomes of a manifest whose last tag moves on to another one. */
  readonly untagged: 'stays' | 'goes'
  readonly referrers: 'api' | 'tag'
  /** Whether a blob is mounted, rather than an upload opened in its place. */
  readonly mounts: boolean
  /** Whether `Range` is honoured on blobs. */
  readonly ranges: boolean
  /** Media types of manifests that it does not take, with the error that says so. */
  readonly refusedMediaTypes: Readonly<Record<string, RegistryErrorCode>>
  /** Pushing signed schema 1; where it is taken, it is served too. */
  readonly schema1: Outcome
  /** A manifest whose blobs it does not have. */
  readonly missingBlob: Outcome
  /** An index whose children it does not have. */
  readonly missingChild: Outcome
}

/** What a caller without the right to it is told, by kind of access control. */
export type Access =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'basic'
      readonly anonymous: RegistryErrorCode
      readonly wrongPassword: RegistryErrorCode
    }
  | {
      readonly kind: 'token'
      readonly anonymous: RegistryErrorCode
      readonly wrongPassword: RegistryErrorCode
      /** A reader who pushes or deletes. */
      readonly tooLittleScope: RegistryErrorCode
    }

/** CNCF Distribution 2.8 as Debian ships it. */
export const distribution2: Expectations = {
  apiVersion: 'registry/2.0',
  access: { kind: 'open' },
  catalog: { outcome: 'done', isPaged: true },
  tags: { many: 1500, unknownRepository: 'not_found', afterLastTag: 'done' },
  // DELETE by tag is 400 DIGEST_INVALID.
  deletion: { digest: 'done', tag: 'refused', blob: 'done' },
  untagged: 'stays',
  referrers: 'tag',
  mounts: true,
  ranges: true,
  refusedMediaTypes: {},
  schema1: 'done',
  missingBlob: 'refused',
  missingChild: 'refused',
}

export const basicAccess: Access = { kind: 'basic', anonymous: 'unauthorized', wrongPassword: 'unauthorized' }
