export interface SizedBlob {
  readonly digest: string
  readonly size: number
}

/**
 * Bytes of distinct blobs: a blob that several layers, children or tags share counts once. Sizes are what manifests
 * claim; where two claims differ, the larger one stands, so that a lie can't make an image look smaller.
 */
export function distinctSize(blobs: Iterable<SizedBlob>): number {
  const sizes = new Map<string, number>()
  for (const { digest, size } of blobs) sizes.set(digest, Math.max(sizes.get(digest) ?? 0, size))
  let total = 0
  for (const size of sizes.values()) total += size
  return total
}
