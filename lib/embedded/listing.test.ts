import { expect, test } from 'vitest'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { codeOf, imageOf, type RegistryUnderTest, sha256, startRegistry } from './registry-under-test.ts'

async function pagesOf(registry: RegistryUnderTest, first: string, field: 'tags' | 'repositories') {
  const pages: string[][] = []
  let path: string | undefined = first
  while (path !== undefined) {
    const response: Response = await registry.call('GET', path)
    const body = (await response.json()) as Record<string, string[]>
    pages.push(body[field] ?? [])
    path = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
  }
  return pages
}

test('lists tags in the order of the specification, page by page', async () => {
  const registry = await startRegistry()
  for (const tag of ['b', 'C', 'a', 'B', '10', '9']) await registry.pushImage('x/y', tag, 'same')
  expect(await pagesOf(registry, '/v2/x/y/tags/list', 'tags')).toEqual([['10', '9', 'a', 'B', 'b', 'C']])
  expect(await pagesOf(registry, '/v2/x/y/tags/list?n=4', 'tags')).toEqual([
    ['10', '9', 'a', 'B'],
    ['b', 'C'],
  ])
  expect(await pagesOf(registry, '/v2/x/y/tags/list?n=3', 'tags')).toEqual([
    ['10', '9', 'a'],
    ['B', 'b', 'C'],
  ])
  expect(await pagesOf(registry, '/v2/x/y/tags/list?n=0', 'tags')).toEqual([[]])
  expect(await pagesOf(registry, '/v2/x/y/tags/list?last=aa', 'tags')).toEqual([['B', 'b', 'C']])
  expect(await pagesOf(registry, '/v2/x/y/tags/list?last=zz', 'tags')).toEqual([[]])
})

test.each(['-1', 'x', '1.5', ''])('refuses n=%s', async (n) => {
  const registry = await startRegistry()
  await registry.pushImage('a', 'v1')
  const response = await registry.call('GET', `/v2/a/tags/list?n=${n}`)
  expect([response.status, await codeOf(response)]).toEqual([400, 'PAGINATION_NUMBER_INVALID'])
})

test('a repository that lost its last tag is empty; one that never was is unknown', async () => {
  const registry = await startRegistry()
  await registry.pushImage('a', 'v1')
  await registry.call('DELETE', '/v2/a/manifests/v1')
  expect(await pagesOf(registry, '/v2/a/tags/list', 'tags')).toEqual([[]])
  expect(await pagesOf(registry, '/v2/_catalog', 'repositories')).toEqual([['a']])
  const unknown = await registry.call('GET', '/v2/b/tags/list')
  expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'NAME_UNKNOWN'])
})

test('lists repositories that lie inside one another, page by page, and none that only has an upload', async () => {
  const registry = await startRegistry()
  for (const name of ['a', 'a/b', 'a-b', 'a/b/c', 'z']) await registry.pushBlob(name, 'x')
  await registry.call('POST', '/v2/only-an-upload/blobs/uploads/')
  const names = ['a', 'a-b', 'a/b', 'a/b/c', 'z']
  expect(await pagesOf(registry, '/v2/_catalog', 'repositories')).toEqual([names])
  expect((await pagesOf(registry, '/v2/_catalog?n=2', 'repositories')).flat()).toEqual(names)
})

test('lists the referrers of a digest, also before it is there, and filters them', async () => {
  const registry = await startRegistry()
  const subject = sha256(JSON.stringify(imageOf('subject')))
  await registry.pushBlob('a', '{}')
  const push = async (extra: object) => {
    const manifest = imageOf('', {
      layers: [],
      subject: { mediaType: mediaTypes.ociManifest, digest: subject, size: 1 },
      ...extra,
    })
    const response = await registry.putManifest('a', sha256(JSON.stringify(manifest)), manifest)
    expect([response.status, response.headers.get('oci-subject')]).toEqual([201, subject])
    return sha256(JSON.stringify(manifest))
  }
  const sbom = await push({ artifactType: 'application/spdx+json', annotations: { tool: 'x' } })
  const other = await push({})
  const list = async (query = '') => {
    const response = await registry.call('GET', `/v2/a/referrers/${subject}${query}`)
    expect(response.headers.get('content-type')).toBe(mediaTypes.ociIndex)
    const body = (await response.json()) as { manifests: { digest: string; artifactType: string }[] }
    return { applied: response.headers.get('oci-filters-applied'), manifests: body.manifests }
  }
  const all = await list()
  expect(all.applied).toBeNull()
  expect(Object.fromEntries(all.manifests.map((m) => [m.digest, m.artifactType]))).toEqual({
    [sbom]: 'application/spdx+json',
    [other]: mediaTypes.ociConfig,
  })
  const filtered = await list('?artifactType=application/spdx%2Bjson')
  expect(filtered.applied).toBe('artifactType')
  expect(filtered.manifests).toMatchObject([{ digest: sbom, annotations: { tool: 'x' } }])
  const first = await registry.call(
    'GET',
    `/v2/a/referrers/${subject}?n=1&artifactType=application/spdx%2Bjson`,
  )
  expect(first.headers.get('link')).toBeNull()
  const pages: string[] = []
  for (let path: string | undefined = `/v2/a/referrers/${subject}?n=1`; path !== undefined; ) {
    const response: Response = await registry.call('GET', path)
    const body = (await response.json()) as { manifests: { digest: string }[] }
    pages.push(body.manifests.map((m) => m.digest).join())
    path = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
  }
  expect(pages).toEqual([sbom, other].sort())
  await registry.call('DELETE', `/v2/a/manifests/${sbom}`)
  expect((await list()).manifests.map((m) => m.digest)).toEqual([other])
})

test('nobody refers to what is not there: an empty list, never 404', async () => {
  const registry = await startRegistry()
  const response = await registry.call('GET', `/v2/nowhere/referrers/${sha256('x')}`)
  expect([response.status, await response.json()]).toMatchObject([200, { manifests: [] }])
})
