import { parseImageConfig } from '#lib/registry/image-config.ts'
import type { Runtime } from '../runtime.ts'

export type Labels = ReadonlyMap<string, readonly { readonly key: string; readonly value: string }[]>

interface Row {
  readonly digest: string
  readonly annotations: Readonly<Record<string, string>>
  readonly config_digest: string | null
  readonly config: Buffer | null
  readonly children: readonly string[] | null
}

/**
 * Labels of the config and annotations of the manifest, those of these keys alone; for an index also those of its
 * children. A digest of which not all of that is known is not in the map.
 */
export async function readLabels(
  { store }: Runtime,
  digests: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): Promise<Labels> {
  const known = new Map<string, { key: string; value: string }[]>()
  const childrenOf = new Map<string, readonly string[]>()
  let open = [...digests]
  // Indexes hold indexes; deeper than this nobody nests them.
  for (let depth = 0; depth < 4 && open.length > 0; depth++) {
    const { rows } = await store.pool.query<Row>(
      `SELECT m.digest, m.annotations, m.config_digest, c.bytes AS config,
         (SELECT array_agg(child_digest) FROM manifest_children WHERE parent_digest = m.digest) AS children
       FROM manifests m LEFT JOIN configs c ON c.digest = m.config_digest WHERE m.digest = ANY($1)`,
      [open],
    )
    for (const row of rows) {
      const { digest, annotations, config_digest, config, children } = row
      childrenOf.set(digest, children ?? [])
      if (config_digest !== null && config === null) continue
      const labels = (config && parseImageConfig(config)?.config?.Labels) ?? {}
      const pairs = [...Object.entries(labels), ...Object.entries(annotations)]
      known.set(
        digest,
        pairs.flatMap(([key, value]) => (keys.has(key) ? [{ key, value: String(value) }] : [])),
      )
    }
    open = [...new Set(rows.flatMap(({ children }) => children ?? []))].filter(
      (child) => !childrenOf.has(child),
    )
  }
  const labels = new Map<string, { key: string; value: string }[]>()
  for (const digest of digests) {
    const all = [digest, ...descendants(digest, childrenOf)].map((one) => known.get(one))
    if (all.every((one) => one !== undefined)) labels.set(digest, all.flat())
  }
  return labels
}

function descendants(digest: string, childrenOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>()
  const open = [...(childrenOf.get(digest) ?? [])]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (found.has(one)) continue
    found.add(one)
    open.push(...(childrenOf.get(one) ?? []))
  }
  return found
}
