import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getRawManifest as endpoint } from '#lib/api/manifests.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { Context } from '../context.ts'
import { findManifest } from './find-manifest.ts'

/** The registry's exact bytes, whose digest was verified when they were read. */
export async function getRawManifest(context: Context, params: ParamsOf<typeof endpoint>): Promise<Response> {
  const { row } = await findManifest(context, params)
  return new Response(new Uint8Array(row.bytes), {
    headers: {
      ...attachmentHeaders(`${row.digest.replace(':', '-')}.json`, row.mediaType),
      'docker-content-digest': row.digest,
      etag: `"${row.digest}"`,
    },
  })
}
