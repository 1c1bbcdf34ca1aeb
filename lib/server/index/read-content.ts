import { sql } from 'drizzle-orm'
import { isRegistryError, RegistryError } from '#lib/registry/error.ts'
import { type ParsedManifest, parseUndisputed } from '#lib/registry/manifest.ts'
import { isImageConfigType } from '#lib/registry/media-types.ts'
import type { Descriptor, RawManifest } from '#lib/registry/types.ts'
import { joinedKey } from './lines.ts'
import type { RegistryPlace } from './place.ts'

/** A config is a document of some kilobytes; what is larger is not read for the sake of a list. */
const maxConfigBytes = 4 * 1024 * 1024

/** A manifest from the registry, told to whoever counts. */
export function fetchManifest(
  place: RegistryPlace,
  repository: string,
  reference: string,
): Promise<RawManifest> {
  place.onWork?.('request')
  place.onWork?.('manifest')
  return place.registry.client.getManifest(repository, reference, place.call)
}

export function headManifest(place: RegistryPlace, repository: string, reference: string) {
  place.onWork?.('request')
  return place.registry.client.headManifest(repository, reference, place.call)
}

/**
 * A fact is shared by all registries, and its Content-Type is the word of one: one that makes something else of the same
 * bytes (CVE-2021-41190) must not become what all are shown for ever. Throws `invalid_response`.
 */
export function parseAsItIs({ registry }: RegistryPlace, { bytes, mediaType }: RawManifest): ParsedManifest {
  const parsed = parseUndisputed(bytes, mediaType)
  if (parsed) return parsed
  const detail = 'The registry serves the manifest as something that it is not.'
  throw new RegistryError({ code: 'invalid_response', registry: registry.settings.id, detail })
}

/** What an artifact has for a config can be anything at all, and one that is too large is none: neither is read. */
export const hasReadableConfig = (config: Descriptor) =>
  isImageConfigType(config.mediaType) && config.size <= maxConfigBytes

/** The bytes of a config, null where the registry has none, or a larger one than it said. */
export async function fetchConfig(
  place: RegistryPlace,
  repository: string,
  digest: string,
): Promise<Buffer | null> {
  const { client } = place.registry
  try {
    return await place.runtime.flights.run(
      joinedKey(place, `config ${client.id} ${repository} ${digest}`),
      () => {
        place.onWork?.('request')
        return client.readBlob(repository, digest, { ...place.call, maxBytes: maxConfigBytes })
      },
    )
  } catch (error) {
    if (isRegistryError(error) && (error.code === 'not_found' || error.code === 'too_large')) return null
    throw error
  }
}

/** The configs among these that any registry has brought before. */
export async function readKnownConfigs(
  { runtime }: RegistryPlace,
  digests: readonly string[],
): Promise<Map<string, Buffer>> {
  if (digests.length === 0) return new Map()
  const { rows } = await runtime.store.db.execute<{ digest: string; bytes: Buffer }>(
    sql`SELECT digest, bytes FROM configs WHERE digest = ANY(${sql.param(digests)}::text[])`,
  )
  return new Map(rows.map((row) => [row.digest, row.bytes]))
}

export interface KnownManifest {
  readonly isComplete: boolean
  /** null where all is known of it: nobody needs them then. */
  readonly raw: RawManifest | null
}

/** What is known of these digests, whichever registry it came from. */
export async function readKnownManifests(
  { runtime }: RegistryPlace,
  digests: readonly string[],
): Promise<Map<string, KnownManifest>> {
  if (digests.length === 0) return new Map()
  const { rows } = await runtime.store.db.execute<{
    digest: string
    media_type: string
    is_complete: boolean
    bytes: Buffer | null
  }>(sql`SELECT digest, media_type, is_complete, CASE WHEN NOT is_complete THEN bytes END AS bytes
    FROM manifests WHERE digest = ANY(${sql.param(digests)}::text[])`)
  return new Map(
    rows.map(({ digest, media_type, is_complete, bytes }) => [
      digest,
      { isComplete: is_complete, raw: bytes ? { digest, mediaType: media_type, bytes } : null },
    ]),
  )
}
