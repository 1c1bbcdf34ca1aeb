import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { search } from '#lib/api/search.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage, buildMultiArch } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push, pushTags } from '../lab/push.ts'

type Answer = ResponseOf<typeof search>

let registries: DockerRegistry[]
let portolan: Portolan
let admin: SignedIn

const ask = (q: string, more = '') => admin.json<Answer>(`/search?q=${encodeURIComponent(q)}${more}`)
const read = (registry: string, repository: string) =>
  until(
    () =>
      admin.json<{ freshness: { state: string }; items: { pending: boolean }[] }>(
        `/registries/${registry}/repositories/${repository.replaceAll('/', '~')}/tags`,
      ),
    (page) => page.freshness.state === 'fresh' && page.items.every((tag) => !tag.pending),
  )

beforeAll(async () => {
  const [stage, prod] = await Promise.all([startDockerRegistry(), startDockerRegistry()])
  registries = [stage, prod]
  const image = buildImage({
    labels: { team: 'checkout', 'org.opencontainers.image.revision': 'cafe0123456789' },
  })
  await push(stage, 'shop/cart', image, ['2.1.0', 'latest'])
  await push(prod, 'shop/cart', image, ['2.0.0'])
  await push(prod, 'shop/gateway', buildMultiArch(), ['edge'])
  await pushTags(stage, 'shop/many', 200)
  portolan = await startPortolan({
    registries: [
      { id: 'stage', name: 'Stage', url: stage.url },
      { id: 'prod', name: 'Prod', url: prod.url, publicHost: 'prod.example' },
    ],
  })
  admin = await signIn(portolan.url)
  for (const [registry, repository] of [
    ['stage', 'shop/cart'],
    ['prod', 'shop/cart'],
    ['prod', 'shop/gateway'],
    ['stage', 'shop/many'],
  ] as const)
    await read(registry, repository)
}, 180_000)

afterAll(async () => {
  await portolan?.stop()
  await Promise.all(registries.map((registry) => registry.stop()))
})

test('what two registries have is found in both, each hit with its registry and repository', async () => {
  const { items } = await ask('cart', '&type=repository')
  expect(items.map((hit) => `${hit.registry}/${hit.repository}`).sort()).toEqual([
    'prod/shop/cart',
    'stage/shop/cart',
  ])
  const labelled = await ask('label:team=checkout')
  expect(labelled.items.map((hit) => `${hit.registry}:${hit.tag}`).sort()).toEqual([
    'prod:2.0.0',
    'stage:2.1.0',
    'stage:latest',
  ])
})

test('a pasted command, a misspelt word and the beginning of a digest lead to the tag', async () => {
  expect((await ask('docker pull prod.example/shop/gateway:edge')).items).toContainEqual(
    expect.objectContaining({ type: 'tag', registry: 'prod', tag: 'edge', kind: 'index' }),
  )
  expect(await ask('gatewya')).toMatchObject({ corrected: 'gateway' })
  const [tag] = (await ask('edge', '&type=tag')).items
  const short = tag?.digest?.slice(7, 19) ?? ''
  expect((await ask(short, '&type=digest')).items).toContainEqual(
    expect.objectContaining({ digest: tag?.digest, tag: 'edge' }),
  )
})

test('a tag that was deleted is found no more', async () => {
  const [hit] = (await ask('shop/cart:2.0.0', '&type=tag')).items
  await admin.json('/registries/prod/repositories/shop~cart/tags/2.0.0', {
    method: 'DELETE',
    headers: { 'if-match': `"${hit?.digest}"` },
  })
  expect(
    (await ask('shop/cart:2.0.0', '&type=tag')).items.filter((each) => each.registry === 'prod'),
  ).toEqual([])
})

test('pages of one type fit together; strange input is answered or refused, never a failure', async () => {
  const first = await ask('many 1.', '&type=tag&limit=10')
  expect(first.items).toHaveLength(10)
  const second = await ask('many 1.', `&type=tag&limit=10&cursor=${first.nextCursor}`)
  expect(second.items.map((hit) => hit.tag)).not.toContain(first.items[0]?.tag)
  for (const q of ['%', '\0', "' OR 1=1 --", '한국어 🚀', 'x'.repeat(256), '(a+)+$'])
    expect([q, (await admin.api(`/search?q=${encodeURIComponent(q)}`)).status]).toEqual([q, 200])
  for (const bad of [
    '?q=a&limit=0',
    '?q=a&type=secret',
    '?q=a&cursor=x',
    `?q=${'x'.repeat(257)}`,
    '?q=a&registry=..',
  ])
    expect([bad, (await admin.api(`/search${bad}`)).status]).toEqual([bad, 400])
  expect((await admin.api('/search?q=a&registry=nowhere')).status).toBe(404)
  expect((await fetch(`${portolan.url}/api/v1/search?q=a`)).status).toBe(401)
})
