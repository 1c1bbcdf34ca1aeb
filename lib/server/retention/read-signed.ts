import type { Runtime } from '../runtime.ts'

/** The digests that are known to be signed, by repository: by cosign's tag, or by a manifest about them. */
export async function readSignedDigests(
  { store }: Runtime,
  registryId: string,
  repositories: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await store.pool.query<{ repository: string; digest: string }>(
    `SELECT repository, replace(left(name, -4), '-', ':') AS digest FROM tags
     WHERE registry_id = $1 AND repository = ANY($2) AND gone_at IS NULL AND is_referrer AND name LIKE '%.sig'
     UNION
     SELECT r.repository, s.subject_digest FROM manifests s JOIN repository_manifests r ON r.digest = s.digest
     WHERE s.kind = 'signature' AND s.subject_digest IS NOT NULL
       AND r.registry_id = $1 AND r.repository = ANY($2) AND r.is_present`,
    [registryId, repositories],
  )
  const byRepository = new Map<string, Set<string>>()
  for (const { repository, digest } of rows) {
    const digests = byRepository.get(repository) ?? new Set()
    byRepository.set(repository, digests.add(digest))
  }
  return byRepository
}
