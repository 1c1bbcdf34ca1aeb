/**
 * The bytes of an index that lists only some of the children of another, each as it stands there, in the same order. What
 * `keptAs` answers for a child is what is listed in its place (it may be a nested index that was narrowed itself); null leaves it
 * out. The same index and choice always give the same bytes, so that a copy that is done again finds itself there.
 */
export function subsetIndex(
  bytes: Uint8Array,
  keptAs: (digest: string) => { readonly digest: string; readonly bytes: Uint8Array } | null,
): Uint8Array {
  const document = JSON.parse(new TextDecoder().decode(bytes)) as { manifests: { digest?: unknown }[] }
  const manifests = document.manifests.flatMap((descriptor) => {
    const digest = descriptor?.digest
    const kept = typeof digest === 'string' ? keptAs(digest) : null
    if (kept === null) return []
    return kept.digest === digest
      ? [descriptor]
      : [{ ...descriptor, digest: kept.digest, size: kept.bytes.length }]
  })
  return new TextEncoder().encode(JSON.stringify({ ...document, manifests }))
}
