import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Lie =
  /** Manifests that are not what their digest says. */
  | 'wrong-digest'
  /** A catalog with ever more names. */
  | 'endless-catalog'
  /** A catalog whose next page is the first one. */
  | 'loop'
  /** A catalog whose pages all have the same names, each under another address. */
  | 'nothing-new'
  /** 100,000 repositories of one character, and as many whose names are too long for anything. */
  | 'odd-names'
  /** Tags without an end. */
  | 'endless-tags'

export interface LyingRegistry {
  readonly url: string
  readonly requests: () => number
  stop(): Promise<void>
}

const image = (tag: string) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.example', digest: `sha256:${'0'.repeat(64)}`, size: 2 },
    layers: [],
    annotations: { tag },
  })

/** A registry that keeps to the protocol but for one lie. */
export async function startLyingRegistry(lie: Lie): Promise<LyingRegistry> {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    answer(lie, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(lie: Lie, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://lie')
  const page = Number(url.searchParams.get('page') ?? 0)
  const json = (body: object, next: string | null = null) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(next && { link: `<${next}>; rel="next"` }),
    })
    response.end(JSON.stringify(body))
  }
  if (url.pathname === '/v2/') return json({})
  if (url.pathname === '/v2/_catalog') {
    const next = `/v2/_catalog?page=${page + 1}`
    switch (lie) {
      case 'endless-catalog':
        return json({ repositories: Array.from({ length: 1000 }, (_, i) => `r${page}/${i}`) }, next)
      case 'loop':
        return json({ repositories: ['a/b'] }, '/v2/_catalog?n=1000')
      case 'nothing-new':
        return json({ repositories: ['a/b'] }, next)
      case 'odd-names': {
        const short = Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(97 + (i % 26)))
        const long = Array.from({ length: 50 }, () => 'x'.repeat(100_000))
        return json({ repositories: [...short, ...long] })
      }
      default:
        return json({ repositories: ['a/b'] })
    }
  }
  if (url.pathname.endsWith('/tags/list')) {
    const name = url.pathname.slice('/v2/'.length, -'/tags/list'.length)
    if (lie !== 'endless-tags') return json({ name, tags: ['v1', 'v2'] })
    const tags = Array.from({ length: 5_000 }, (_, i) => `t${page}-${i}`)
    return json({ name, tags }, `/v2/${name}/tags/list?page=${page + 1}`)
  }
  const tag = /\/manifests\/(.+)$/.exec(url.pathname)?.[1]
  if (!tag) return void response.writeHead(404).end('{"errors":[{"code":"BLOB_UNKNOWN"}]}')
  response.writeHead(200, {
    'content-type': 'application/vnd.oci.image.manifest.v1+json',
    ...(lie === 'wrong-digest' && { 'docker-content-digest': `sha256:${'1'.repeat(64)}` }),
  })
  response.end(request.method === 'HEAD' ? undefined : image(tag))
}
