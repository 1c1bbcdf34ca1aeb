import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { type EmbeddedRegistry, type EmbeddedRegistryOptions, startEmbeddedRegistry } from './registry.ts'

/** A registry for one test, in a folder that goes away with it. */
export interface RegistryUnderTest {
  readonly dir: string
  readonly url: string
  call(
    method: string,
    path: string,
    init?: { headers?: Record<string, string>; body?: BodyInit },
  ): Promise<Response>
  pushBlob(repository: string, bytes: Uint8Array | string): Promise<string>
  /** An image with one layer; the digest of its manifest. */
  pushImage(repository: string, tag: string, content?: string): Promise<string>
  putManifest(repository: string, reference: string, manifest: object, mediaType?: string): Promise<Response>
  restart(options?: Partial<EmbeddedRegistryOptions>): Promise<void>
}

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

export const sha256 = (bytes: Uint8Array | string) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export async function startRegistry(
  options: Partial<EmbeddedRegistryOptions> = {},
): Promise<RegistryUnderTest> {
  const dir = await mkdtemp(join(tmpdir(), 'portolan-embedded-'))
  endings.push(() => rm(dir, { recursive: true, force: true }))
  let registry: EmbeddedRegistry = await startEmbeddedRegistry({ dir, ...options })
  endings.push(() => registry.close())

  const call: RegistryUnderTest['call'] = (method, path, init = {}) =>
    fetch(`${registry.url}${path}`, { method, redirect: 'manual', ...init })

  const pushBlob = async (repository: string, bytes: Uint8Array | string) => {
    const digest = sha256(bytes)
    const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes)
    const response = await call('POST', `/v2/${repository}/blobs/uploads/?digest=${digest}`, { body })
    if (response.status !== 201)
      throw new Error(`push of a blob: ${response.status} ${await response.text()}`)
    return digest
  }

  const putManifest: RegistryUnderTest['putManifest'] = (repository, reference, manifest, mediaType) =>
    call('PUT', `/v2/${repository}/manifests/${reference}`, {
      headers: { 'Content-Type': mediaType ?? mediaTypes.ociManifest },
      body: JSON.stringify(manifest),
    })

  return {
    dir,
    get url() {
      return registry.url
    },
    call,
    pushBlob,
    putManifest,
    async pushImage(repository, tag, content = tag) {
      await pushBlob(repository, '{}')
      await pushBlob(repository, content)
      const response = await putManifest(repository, tag, imageOf(content))
      if (response.status !== 201) throw new Error(`push of an image: ${await response.text()}`)
      return response.headers.get('docker-content-digest') ?? ''
    },
    async restart(changed = {}) {
      await registry.close()
      registry = await startEmbeddedRegistry({ dir, ...options, ...changed })
    },
  }
}

export const imageOf = (content: string, extra: object = {}) => ({
  schemaVersion: 2,
  mediaType: mediaTypes.ociManifest,
  config: { mediaType: mediaTypes.ociConfig, digest: sha256('{}'), size: 2 },
  layers: [
    {
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: sha256(content),
      size: Buffer.byteLength(content),
    },
  ],
  ...extra,
})

/** The OCI error code of an answer. */
export async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { errors: { code: string }[] }
  return body.errors[0]?.code ?? ''
}

/** Sends the path as it is, which `fetch` would normalise. */
export const callRaw = (url: string, method: string, path: string) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    request({ hostname, port, method, path }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
