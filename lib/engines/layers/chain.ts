import { createHash } from 'node:crypto'
import type { ImageConfig } from '#lib/registry/image-config.ts'
import type { ParsedManifest } from '#lib/registry/manifest.ts'
import { kindOfContent } from '../manifest/kind.ts'

/**
 * The layers of an image as one name, and those of everything below it. Two images with the same chain have the same
 * layers from the first to the last; an image is built on another if that one's chain is among its prefixes.
 */
export interface Chain {
  /** How many layers. */
  readonly depth: number
  /** The name of all of them. */
  readonly id: string
  /** The names of what is below, the lowest first; without those that are nothing but empty layers. */
  readonly prefixes: readonly Prefix[]
}

export interface Prefix {
  readonly depth: number
  readonly id: string
}

/** Far above what builders make (127); what has more is nobody's base. */
const maxLayers = 256

/** The layer that old builders write for a step that changed nothing: by diff ID, and compressed as Docker does. */
const emptyLayers: ReadonlySet<string> = new Set([
  'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
  'sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4',
])

/** The chain of a manifest and its config; null for an index and for artifacts, whose layers are anything at all. */
export function chainOfManifest(manifest: ParsedManifest, config: ImageConfig | null): Chain | null {
  if (manifest.shape !== 'image' || kindOfContent(manifest) !== 'image') return null
  const layers = manifest.layers.map((layer) => layer.digest)
  return chainOf(layers, config?.rootfs.diff_ids ?? null)
}

/**
 * The chain of these layers, or null where there is no layer that says anything. Diff IDs name what is in a layer however it
 * is compressed, so they are what counts where the config has one for each layer; else the digests of the layers are,
 * and such a chain equals none that is made of diff IDs.
 */
export function chainOf(layers: readonly string[], diffIds: readonly string[] | null): Chain | null {
  if (layers.length === 0 || layers.length > maxLayers) return null
  const isByContent = diffIds?.length === layers.length
  const names = isByContent ? diffIds : layers
  const chain: Prefix[] = []
  let text = isByContent ? '' : 'layers'
  let isEmpty = true
  for (const [i, name] of names.entries()) {
    isEmpty &&= emptyLayers.has(name)
    // https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-chainid
    text = text === '' ? name : `sha256:${createHash('sha256').update(`${text} ${name}`).digest('hex')}`
    if (!isEmpty) chain.push({ depth: i + 1, id: shorten(text) })
  }
  const whole = chain.pop()
  return whole ? { ...whole, prefixes: chain } : null
}

/** The first 128 bits, as a UUID: an index over many millions of them stays small, and equal by chance they are never. */
function shorten(chainId: string): string {
  const hex =
    /^sha256:([0-9a-f]{64})$/.exec(chainId)?.[1] ?? createHash('sha256').update(chainId).digest('hex')
  const part = (from: number, to: number) => hex.slice(from, to)
  return [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join('-')
}
