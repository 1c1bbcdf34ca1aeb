import type { CopyManifest } from './graph.ts'

/** What is known of the target: its repository, and the rest of its registry as far as that may be mounted from. */
export interface CopyTargetState {
  /** Blobs and manifests that its repository has. */
  readonly has: (digest: string) => boolean
  /** Another repository of the same registry that has the blob, as far as anybody knows. */
  readonly mountFrom: (digest: string) => string | null
}

export interface PlannedBlob {
  readonly digest: string
  readonly size: number
  readonly action: 'send' | 'mount' | 'skip'
  /** The repository from which it is mounted. */
  readonly from: string | null
}

export interface PlannedManifest {
  readonly digest: string
  readonly size: number
  readonly action: 'send' | 'skip'
}

export interface CopyBytes {
  readonly send: number
  readonly mount: number
  readonly skip: number
}

export interface CopyWork {
  /** Each once, in the order of the manifests that need them. */
  readonly blobs: readonly PlannedBlob[]
  /** In the order in which they are written. */
  readonly manifests: readonly PlannedManifest[]
  readonly bytes: CopyBytes
}

/**
 * What has to be done for these manifests (in their order): what the target has is left alone, what another repository of
 * its registry has is mounted, everything else is sent. Blobs of a manifest that the target has are looked for all the same:
 * a copy mends what garbage collection has broken.
 */
export function planWork(manifests: readonly CopyManifest[], target: CopyTargetState): CopyWork {
  const blobs = new Map<string, PlannedBlob>()
  const planned = manifests.map((manifest): PlannedManifest => {
    for (const { digest, size } of manifest.blobs) {
      if (blobs.has(digest)) continue
      if (target.has(digest)) blobs.set(digest, { digest, size, action: 'skip', from: null })
      else {
        const from = target.mountFrom(digest)
        blobs.set(digest, { digest, size, action: from === null ? 'send' : 'mount', from })
      }
    }
    const action = target.has(manifest.digest) ? 'skip' : 'send'
    return { digest: manifest.digest, size: manifest.bytes.length, action }
  })
  const all = [...blobs.values(), ...planned]
  const sum = (action: PlannedBlob['action']) =>
    all.reduce((total, one) => (one.action === action ? total + one.size : total), 0)
  return {
    blobs: [...blobs.values()],
    manifests: planned,
    bytes: { send: sum('send'), mount: sum('mount'), skip: sum('skip') },
  }
}

export type CopyRefusal = 'same_place' | 'read_only' | 'moved' | 'protected' | 'exists'

export interface CopyCircumstances {
  readonly isSamePlace: boolean
  readonly isReadOnly: boolean
  /** What the source is on, and what whoever chose it saw it on (null: they did not say). */
  readonly sourceDigest: string
  readonly expected: string | null
  /** What the target will be on. */
  readonly digest: string
  /** What the target's tag is on now; null: there is no such tag, or none is written. */
  readonly onTarget: string | null
  /** The rule that keeps this caller from moving the tag; null: none does. */
  readonly protectedBy: string | null
  readonly overwrite: boolean
  /** Whether anything is still to be written beside the tag. */
  readonly isComplete: boolean
}

export interface CopyVerdict {
  readonly action: 'copy' | 'skip' | 'refuse'
  readonly reason: CopyRefusal | 'same_already' | null
  readonly overwrites: string | null
}

/** Whether an item is copied. Protection keeps a tag where it is; a tag that is new takes nothing from anybody. */
export function decideCopy(given: CopyCircumstances): CopyVerdict {
  const overwrites = given.onTarget !== null && given.onTarget !== given.digest ? given.onTarget : null
  const refuse = (reason: CopyRefusal): CopyVerdict => ({ action: 'refuse', reason, overwrites })
  if (given.expected !== null && given.expected !== given.sourceDigest) return refuse('moved')
  if (given.isSamePlace) return refuse('same_place')
  if (overwrites === null && given.isComplete) return { action: 'skip', reason: 'same_already', overwrites }
  if (given.isReadOnly) return refuse('read_only')
  if (overwrites !== null && given.protectedBy !== null) return refuse('protected')
  if (overwrites !== null && !given.overwrite) return refuse('exists')
  return { action: 'copy', reason: null, overwrites }
}
