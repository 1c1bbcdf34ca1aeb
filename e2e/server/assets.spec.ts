import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Portolan, startPortolan } from '../lab/portolan.ts'

let app: Portolan
let assets: string[]
beforeAll(async () => {
  app = await startPortolan()
  const page = await (await fetch(`${app.url}/sign-in`)).text()
  assets = [...new Set(page.match(/\/_next\/static\/[\w./-]+\.(?:js|css)(?=")/g))]
})
afterAll(() => app?.stop())

/** As it comes, which `fetch` would not say: it decompresses. */
const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const sent = request(`${app.url}${path}`, { headers, method }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        )
      })
      sent.on('error', reject)
      sent.end()
    },
  )

it('serves each script and stylesheet in the encoding that the browser takes, and always the same', async () => {
  expect(assets.length).toBeGreaterThan(5)
  for (const path of assets) {
    const plain = await ask(path, {})
    const brotli = await ask(path, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    const gzip = await ask(path, { 'accept-encoding': 'gzip' })
    expect([plain.headers['content-encoding'], brotli.headers['content-encoding']]).toEqual([undefined, 'br'])
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true)
    if (gzip.headers['content-encoding'] === 'gzip')
      expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    else expect(gzip.body.equals(plain.body)).toBe(true)
    for (const answer of [plain, brotli, gzip]) {
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe(
        path.endsWith('.css') ? 'text/css; charset=UTF-8' : 'application/javascript; charset=UTF-8',
      )
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
    }
    // Small ones are never compressed anew and do not vary for who takes no brotli.
    expect(brotli.headers.vary).toMatch(/accept-encoding/i)
    expect(brotli.headers.etag).not.toBe(plain.headers.etag)
  }
})

it.each([
  ['br', 'br'],
  ['br;q=1.0', 'br'],
  ['gzip;q=0.5, br;q=0.01', 'br'],
  ['br;q=0', undefined],
  ['br;q=0.000, identity', undefined],
  ['brotli', undefined],
  ['xbr', undefined],
])('takes Accept-Encoding %s for %s', async (accepted, encoding) => {
  const { headers } = await ask(assets[0] ?? '', { 'accept-encoding': accepted })
  expect(headers['content-encoding']).toBe(encoding)
})

it('answers 304 to who has it, HEAD without a body, and 404 for a script that there is not', async () => {
  const path = assets[0] ?? ''
  const accept = { 'accept-encoding': 'br' }
  const { headers, body } = await ask(path, accept)
  const known = await ask(path, { ...accept, 'if-none-match': String(headers.etag) })
  expect([known.status, known.body.length]).toEqual([304, 0])
  const head = await ask(path, accept, 'HEAD')
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
    200,
    0,
    String(body.length),
  ])
  expect((await ask('/_next/static/chunks/none.js', accept)).status).toBe(404)
})
