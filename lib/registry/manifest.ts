import { z } from 'zod'
import { parseDescriptor, parseDescriptors, Texts, tolerant } from './descriptor.ts'
import { isImageType, isIndexType, isSchema1Type, mediaTypes } from './media-types.ts'
import { parseSchema1, type Schema1Manifest } from './schema1.ts'
import type { Descriptor } from './types.ts'

interface Common {
  readonly mediaType: string
  readonly artifactType?: string | undefined
  readonly subject?: Descriptor | undefined
  readonly annotations: Readonly<Record<string, string>>
}

export interface IndexManifest extends Common {
  readonly shape: 'index'
  readonly manifests: readonly Descriptor[]
}

/** An image, or an artifact in the form of one. */
export interface ImageManifest extends Common {
  readonly shape: 'image'
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

/** Bytes that are no manifest which we know how to read. */
export interface UnknownManifest {
  readonly shape: 'unknown'
  readonly mediaType: string
}

/** Untrusted bytes made into one of four shapes. */
export type ParsedManifest = IndexManifest | ImageManifest | Schema1Manifest | UnknownManifest

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md and image-index.md; only what a console shows. */
const Document = z.looseObject({
  schemaVersion: z.unknown().optional(),
  mediaType: tolerant(z.string().max(255)),
  artifactType: tolerant(z.string().max(255)),
  subject: z.unknown().optional(),
  annotations: Texts,
  config: z.unknown().optional(),
  layers: z.unknown().optional(),
  manifests: z.unknown().optional(),
})
type Document = z.infer<typeof Document>

/**
 * Reads a manifest of any age. Never throws: odd descriptors are left out, and what can't be read at all has the shape
 * `unknown`. `mediaType` is the Content-Type that the registry gave; where that says nothing, the document itself tells.
 */
export function parseManifest(bytes: Uint8Array, mediaType: string): ParsedManifest {
  return read(parseJson(bytes)).as(mediaType)
}

/** The same, but null where the Content-Type makes something else of the bytes than they are by themselves (CVE-2021-41190). */
export function parseUndisputed(bytes: Uint8Array, mediaType: string): ParsedManifest | null {
  const document = read(parseJson(bytes))
  const parsed = document.as(mediaType)
  const isAsItSays = parsed.mediaType === document.ownType || parsed.shape === document.as('').shape
  return isAsItSays ? parsed : null
}

/** A document, and what it is by one Content-Type or another. `ownType`: what it says itself. */
function read(json: unknown) {
  const parsed = Document.safeParse(json)
  if (!parsed.success) {
    const unknown = (mediaType: string) => ({
      shape: 'unknown' as const,
      mediaType: cleanMediaType(mediaType),
    })
    return { ownType: '', as: unknown }
  }
  const document = parsed.data
  return {
    ownType: typeOfDocument(document, ''),
    as: (mediaType: string) => shapeOf(document, typeOfDocument(document, mediaType), json),
  }
}

function shapeOf(document: Document, type: string, json: unknown): ParsedManifest {
  if (isSchema1Type(type)) return parseSchema1(json, type)
  const common = {
    mediaType: type,
    artifactType: document.artifactType || undefined,
    subject: parseDescriptor(document.subject) ?? undefined,
    annotations: document.annotations,
  }
  if (isIndexType(type)) {
    return { shape: 'index', ...common, manifests: parseDescriptors(document.manifests) }
  }
  const config = parseDescriptor(document.config)
  if (!isImageType(type) || !config) return { shape: 'unknown', mediaType: type }
  return { shape: 'image', ...common, config, layers: parseDescriptors(document.layers) }
}

/** The media type by which these bytes are a manifest, for bytes whose Content-Type is as good as none. */
export function manifestMediaType(bytes: Uint8Array, contentType: string | null): string {
  const type = cleanMediaType(contentType)
  if (!isGeneric(type)) return type
  const parsed = Document.safeParse(parseJson(bytes))
  return parsed.success ? typeOfDocument(parsed.data, type) : type
}

/** Without parameters, in lower case (RFC 9110, 8.3.1). */
export const cleanMediaType = (contentType: string | null) =>
  (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

const genericTypes = new Set(['', 'application/json', 'text/plain', 'application/octet-stream', 'text/json'])
const isGeneric = (type: string) => genericTypes.has(type)

function typeOfDocument(document: Document, contentType: string): string {
  const given = cleanMediaType(contentType)
  if (!isGeneric(given)) return given
  if (document.mediaType) return cleanMediaType(document.mediaType)
  // OCI allows a document without mediaType: then its fields are all there is to go by.
  if (document.schemaVersion === 1) {
    return 'signatures' in document ? mediaTypes.dockerSchema1Signed : mediaTypes.dockerSchema1
  }
  if (Array.isArray(document.manifests)) return mediaTypes.ociIndex
  if (document.config && typeof document.config === 'object') return mediaTypes.ociManifest
  return given
}

const utf8 = new TextDecoder()

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    return undefined
  }
}
