import type { DateKind } from './dates.ts'

/** Tags of other places, as globs. */
export interface TagPattern {
  readonly registry: string
  readonly repository: string
  readonly tags: readonly string[]
}

/** Which tags a rule is about: all of what is given must hold. */
export interface Selection {
  readonly tags?: readonly string[] | undefined
  readonly except?: readonly string[] | undefined
  /** RE2, found anywhere in the name. */
  readonly regex?: string | undefined
  /** A semver range. */
  readonly version?: string | undefined
  readonly kinds?: readonly string[] | undefined
}

/** What a rule keeps of what it selects: any of what is given is enough. */
export interface Keeping {
  readonly newest?: { readonly count: number; readonly by: DateKind } | undefined
  /** Milliseconds back from now, for each date that counts. */
  readonly withinMs?: { readonly [kind in DateKind]?: number | undefined } | undefined
  readonly versions?:
    | {
        readonly patchesPerMinor?: number | undefined
        readonly minorsPerMajor?: number | undefined
        /** Whether pre-releases count as versions; where they don't, they are not kept as such either. */
        readonly prereleases: boolean
      }
    | undefined
  readonly tags?: readonly string[] | undefined
  readonly regex?: string | undefined
  readonly labels?: readonly { readonly key: string; readonly value?: string | undefined }[] | undefined
  readonly signed?: boolean | undefined
  readonly inUse?: { readonly protected: boolean; readonly under: readonly TagPattern[] } | undefined
  readonly all?: boolean | undefined
}

export interface Rule {
  readonly name: string
  readonly select: Selection
  readonly keep: Keeping
}

export interface RetentionTag {
  readonly name: string
  /** null: nobody has read where it points. */
  readonly digest: string | null
  /** null: nobody has read what is there; `broken`: the registry lists the tag and has no manifest for it. */
  readonly kind: string | null
  /** Milliseconds since 1970; null: not known. */
  readonly created: number | null
  readonly pushed: number | null
  readonly pulled: number | null
  readonly firstSeen: number | null
  /** null: not known. Only rules about labels ask. */
  readonly labels: readonly { readonly key: string; readonly value: string }[] | null
  readonly signed: boolean | null
  readonly sizeBytes: number | null
}

/** All the tags of a repository but those that only carry referrers. */
export interface RetentionRepository {
  readonly registry: string
  readonly repository: string
  readonly tags: readonly RetentionTag[]
  /** Why nothing may be decided here: not all of it is known, or not lately; null: everything is known. */
  readonly doubt: string | null
  /** Since when the registry tells of pulls, milliseconds since 1970; null: it does not. */
  readonly pullsToldSince: number | null
}
