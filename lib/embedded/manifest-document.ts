import { type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'
import { isImageType, isIndexType, isSchema1Type } from '#lib/registry/media-types.ts'
import { OciHttpError } from './oci-error.ts'

/** What this registry needs to know of a manifest; all else in it is the clients' business. */
export interface ManifestDocument {
  readonly mediaType: string
  /** Blobs that must be in the repository. Not those that are fetched from elsewhere. */
  readonly blobs: readonly ParsedDigest[]
  readonly subject: ParsedDigest | null
  /** As a referrer shows it: the manifest's own, else the type of its config. */
  readonly artifactType: string | null
  readonly annotations: Readonly<Record<string, string>> | null
}

type Json = Readonly<Record<string, unknown>>

const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i

/**
 * Reads a manifest that is pushed as `contentType` (null: the header is missing). Types that nobody knows are taken as
 * long as they are JSON objects. Throws 400 MANIFEST_INVALID.
 */
export function parseManifest(bytes: Uint8Array, contentType: string | null): ManifestDocument {
  const json = parseObject(bytes)
  const declared = typeof json.mediaType === 'string' && json.mediaType !== '' ? json.mediaType : null
  const mediaType = contentType ?? declared
  if (mediaType === null || !mediaTypePattern.test(mediaType))
    throw invalid('The Content-Type names no media type.')
  if (declared !== null && declared !== mediaType) {
    throw invalid('The mediaType of the manifest is not the Content-Type of the request.')
  }
  // Its digest is that of the signed payload, not of the bytes: what is stored here by its bytes could not be verified.
  if (isSchema1Type(mediaType)) throw invalid('Schema 1 is not taken.')
  const isImage = isImageType(mediaType)
  if ((isImage || isIndexType(mediaType)) && json.schemaVersion !== 2)
    throw invalid('schemaVersion must be 2.')
  if (isIndexType(mediaType)) descriptorsOf(json.manifests, 'manifests').forEach(digestOf)
  const config = isImage ? descriptorOf(json.config, 'config') : null
  const layers = isImage ? descriptorsOf(json.layers, 'layers') : []
  const held = [...(config === null ? [] : [config]), ...layers.filter((layer) => !isForeign(layer))]
  return {
    mediaType,
    blobs: held.map(digestOf),
    subject:
      json.subject === undefined || json.subject === null
        ? null
        : digestOf(descriptorOf(json.subject, 'subject')),
    artifactType: text(json.artifactType) ?? text(config?.mediaType),
    annotations: annotationsOf(json.annotations),
  }
}

/** Layers that are never pushed: Docker's foreign ones, and the non-distributable ones of image-spec 1.0. */
const isForeign = (layer: Json) =>
  (Array.isArray(layer.urls) && layer.urls.length > 0) ||
  (typeof layer.mediaType === 'string' &&
    (layer.mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.') ||
      layer.mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.')))

function parseObject(bytes: Uint8Array): Json {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw invalid('The manifest is not JSON.')
  }
  if (!isObject(value)) throw invalid('The manifest is not a JSON object.')
  return value
}

function descriptorsOf(value: unknown, field: string): Json[] {
  if (!Array.isArray(value)) throw invalid(`${field} must be a list.`)
  return value.map((item) => descriptorOf(item, field))
}

function descriptorOf(value: unknown, field: string): Json {
  if (!isObject(value)) throw invalid(`${field} must hold descriptors.`)
  return value
}

function digestOf(descriptor: Json): ParsedDigest {
  const digest = typeof descriptor.digest === 'string' ? parseDigest(descriptor.digest) : null
  if (digest === null) throw invalid('A descriptor has no well-formed digest.')
  return digest
}

function annotationsOf(value: unknown): Record<string, string> | null {
  if (!isObject(value)) return null
  return Object.fromEntries(
    Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string'),
  )
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const invalid = (message: string) => new OciHttpError(400, 'MANIFEST_INVALID', message)
