import { Agent, request } from 'undici'
import { type Blob, type Built, types } from './images.ts'
import { buildTagSeries, type TagSeriesOptions } from './tag-series.ts'

/** Where to push. `authorize` gives the Authorization header for a repository, or null. */
export interface PushTarget {
  readonly url: string
  authorize?(repository: string): string | null
}

/** A lab's own certificate is vouched for by nobody. */
const agent = new Agent({ connections: 16, connect: { rejectUnauthorized: false } })

/** Pushes blobs, then children, then the manifest itself under each tag (or, without tags, under its digest). */
export async function push(
  target: PushTarget,
  repository: string,
  built: Built,
  tags: string | readonly string[] = [],
): Promise<Built> {
  await pushContent(target, repository, built)
  const names = typeof tags === 'string' ? [tags] : tags
  for (const reference of names.length > 0 ? names : [built.digest]) {
    await putManifest(target, repository, reference, built)
  }
  return built
}

async function pushContent(target: PushTarget, repository: string, built: Built): Promise<void> {
  for (const blob of built.blobs) await pushBlob(target, repository, blob)
  for (const child of built.children) await push(target, repository, child)
}

/** A blob by POST and PUT (distribution spec, end-4a and end-6). */
export async function pushBlob(target: PushTarget, repository: string, blob: Pick<Blob, 'digest' | 'bytes'>) {
  const opened = await send(target, repository, 'POST', '/blobs/uploads/', { expect: 202 })
  const location = new URL(String(opened.headers.location), target.url)
  location.searchParams.set('digest', blob.digest)
  await send(target, repository, 'PUT', location, {
    expect: 201,
    body: blob.bytes,
    type: 'application/octet-stream',
  })
}

const putManifest = (target: PushTarget, repository: string, reference: string, built: Blob) =>
  send(target, repository, 'PUT', `/manifests/${reference}`, {
    expect: 201,
    body: built.bytes,
    type: built.mediaType,
  })

/**
 * Pushes `count` tags, by default `1.0.0`, `1.0.1` …, a few hundred a second. They point in turn to the images, which
 * are answered in order. (`writeTags` is quicker where the registry's folder is at hand.)
 */
export async function pushTags(
  target: PushTarget,
  repository: string,
  count: number,
  options: TagSeriesOptions = {},
): Promise<Built[]> {
  const { images, tags } = buildTagSeries(count, options)
  const [first, ...rest] = images
  if (!first) return []
  await pushContent(target, repository, first)
  await inParallel(rest, async (image) => {
    const config = image.blobs[0]
    if (config) await pushBlob(target, repository, config)
  })
  await inParallel(tags, ({ name, image }) => putManifest(target, repository, name, image))
  return images
}

/** The referrers of a subject as the tag `sha256-…` (distribution spec, "Referrers Tag Schema"). */
export async function pushReferrersTag(
  target: PushTarget,
  repository: string,
  subject: Built,
  referrers: readonly Built[],
): Promise<void> {
  const manifests = referrers.map(({ mediaType, digest, bytes, artifactType, annotations }) => ({
    mediaType,
    digest,
    size: bytes.length,
    artifactType,
    annotations,
  }))
  const mediaType = types.ociIndex
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }))
  await putManifest(target, repository, subject.digest.replace(':', '-'), { mediaType, bytes, digest: '' })
}

async function send(
  target: PushTarget,
  repository: string,
  method: 'POST' | 'PUT',
  where: string | URL,
  options: { expect: number; body?: Buffer; type?: string },
) {
  const url = where instanceof URL ? where : new URL(`/v2/${repository}${where}`, target.url)
  const authorization = target.authorize?.(repository)
  const answer = await request(url, {
    dispatcher: agent,
    method,
    body: options.body ?? Buffer.alloc(0),
    headers: {
      ...(options.type && { 'content-type': options.type }),
      ...(authorization && { authorization }),
    },
  })
  const text = await answer.body.text()
  if (answer.statusCode === options.expect) return answer
  throw new Error(`${method} ${url}: ${answer.statusCode} ${text}`)
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const item of queue) await run(item)
    }),
  )
}
