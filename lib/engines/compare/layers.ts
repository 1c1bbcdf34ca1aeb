import { distinctSize } from '../layers/size.ts'

export interface ComparedLayer {
  readonly digest: string
  /** Bytes as the manifest claims; null where it does not say. */
  readonly size: number | null
}

export interface LayerComparison<Layer extends ComparedLayer> {
  readonly shared: readonly Layer[]
  /** Only the right has them. */
  readonly added: readonly Layer[]
  /** Only the left has them. */
  readonly removed: readonly Layer[]
  /** Of distinct layers; null where a size is unknown. */
  readonly sharedBytes: number | null
  readonly addedBytes: number | null
  readonly removedBytes: number | null
  /** How many layers both begin with, one by one the same. */
  readonly commonBase: number
}

/** What bringing the right to someone who has the left would have to send, and what it would not. */
export function compareLayers<Layer extends ComparedLayer>(
  left: readonly Layer[],
  right: readonly Layer[],
): LayerComparison<Layer> {
  const [ofLeft, ofRight] = [left, right].map((layers) => new Set(layers.map(({ digest }) => digest)))
  const shared = distinct(left.filter(({ digest }) => ofRight?.has(digest)))
  const added = distinct(right.filter(({ digest }) => !ofLeft?.has(digest)))
  const removed = distinct(left.filter(({ digest }) => !ofRight?.has(digest)))
  const firstOther = left.findIndex(({ digest }, i) => right[i]?.digest !== digest)
  return {
    shared,
    added,
    removed,
    sharedBytes: bytesOf(shared),
    addedBytes: bytesOf(added),
    removedBytes: bytesOf(removed),
    commonBase: firstOther === -1 ? left.length : firstOther,
  }
}

const distinct = <Layer extends ComparedLayer>(layers: readonly Layer[]): Layer[] => [
  ...new Map(layers.map((layer) => [layer.digest, layer])).values(),
]

function bytesOf(layers: readonly ComparedLayer[]): number | null {
  const known = layers.flatMap(({ digest, size }) => (size === null ? [] : [{ digest, size }]))
  return known.length === layers.length ? distinctSize(known) : null
}
