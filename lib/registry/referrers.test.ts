import { expect, test } from 'vitest'
import { mediaTypes } from './media-types.ts'
import { fallbackTag } from './referrers.ts'
import { startScriptedServer } from './testing/scripted-server.ts'

const digest = `sha256:${'a'.repeat(64)}`
const one = {
  mediaType: mediaTypes.ociManifest,
  digest: `sha256:${'b'.repeat(64)}`,
  size: 7,
  artifactType: 'x/sig',
}
const two = { ...one, digest: `sha256:${'c'.repeat(64)}`, artifactType: 'x/sbom' }
const untyped = { mediaType: one.mediaType, digest: `sha256:${'d'.repeat(64)}`, size: 7 }
const api = `GET /v2/a/b/referrers/${digest}`
const tag = `GET /v2/a/b/manifests/sha256-${'a'.repeat(64)}`
const index = (...manifests: unknown[]) => ({
  headers: { 'content-type': mediaTypes.ociIndex },
  body: JSON.stringify({ schemaVersion: 2, manifests }),
})

test('all pages are read, and what is odd among them is left out', async () => {
  const server = await startScriptedServer()
  const link = { link: `</v2/a/b/referrers/${digest}?p=2>; rel=next` }
  const first = index(one, { digest: 'junk' }, null)
  server.expect(
    { request: api, answer: { ...first, headers: { ...first.headers, ...link } } },
    { request: `${api}?p=2`, answer: index(two) },
  )
  expect(await server.client().listReferrers('a/b', digest)).toEqual({
    source: 'api',
    descriptors: [one, two],
  })
})

test.each([
  ['says that it has filtered is believed', { 'oci-filters-applied': 'artifactType' }, [one, untyped]],
  ['does not filter is filtered for', {}, [one]],
])('a registry that %s', async (_, headers, descriptors) => {
  const server = await startScriptedServer()
  const listed = 'oci-filters-applied' in headers ? index(one, untyped) : index(one, two, untyped)
  server.expect({ request: `${api}?artifactType=x%2Fsig`, answer: { ...listed, headers } })
  const found = await server.client().listReferrers('a/b', digest, { artifactType: 'x/sig' })
  expect(found.descriptors).toEqual(descriptors)
})

test('a registry without the API is asked by tag, and not for the API again', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: api, answer: { status: 404, body: '404 page not found\n' } },
    { request: tag, times: 2, answer: index(one, two) },
  )
  const client = server.client()
  expect(await client.listReferrers('a/b', digest)).toEqual({ source: 'tag', descriptors: [one, two] })
  const found = await client.listReferrers('a/b', digest, { artifactType: 'x/sbom' })
  expect(found).toEqual({ source: 'tag', descriptors: [two] })
})

test('who only wants to know whether there is the API causes no request for the tag', async () => {
  const server = await startScriptedServer()
  server.expect({ request: api, answer: { status: 404, body: '404 page not found\n' } })
  const client = server.client()
  for (let i = 0; i < 2; i++)
    expect(await client.listReferrers('a/b', digest, { isFallbackRead: false })).toEqual({
      source: 'tag',
      descriptors: [],
    })
})

test('neither the one nor the other is an empty list, and a failure is a failure', async () => {
  const server = await startScriptedServer()
  server.expect({ request: api, answer: { status: 404 } }, { request: tag, answer: { status: 404 } })
  expect(await server.client().listReferrers('a/b', digest)).toEqual({ source: 'tag', descriptors: [] })
  const broken = await startScriptedServer()
  broken.expect({ request: api, answer: { status: 500 } })
  await expect(broken.client().listReferrers('a/b', digest)).rejects.toMatchObject({ code: 'server_error' })
})

test('the tag for a longer digest has 64 characters of it', () => {
  expect(fallbackTag(`sha512:${'a'.repeat(128)}`)).toBe(`sha512-${'a'.repeat(64)}`)
})
