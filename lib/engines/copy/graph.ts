import type { SizedBlob } from '../layers/size.ts'

/** What an index lists. */
export interface CopyChild {
  readonly digest: string
  /** `linux/arm64/v8`; null where it names none. */
  readonly platform: string | null
  /** The digest that it is an attestation of, as BuildKit says it in the index. */
  readonly attests: string | null
}

/** A manifest with its exact bytes, and what has to be there before a registry takes it. */
export interface CopyManifest {
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** In the order of the index; empty for what is none. */
  readonly children: readonly CopyChild[]
  /** Config and layers, without those that are only to be had elsewhere (foreign layers). */
  readonly blobs: readonly SizedBlob[]
  /** What it refers to. */
  readonly subject: string | null
  /** cosign's `sha256-….sig` and the like, by which alone it can be found; null for any other. */
  readonly tag: string | null
}

/** What was read of a source: the root, what stands below it, and what refers to any of these. */
export interface CopyGraph {
  readonly root: string
  readonly manifests: ReadonlyMap<string, CopyManifest>
}
