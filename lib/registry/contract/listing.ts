import { describe, expect, test } from 'vitest'
import { buildImage, sha256 } from '../../../e2e/lab/images.ts'
import { collect, expectError, expectOutcome, type World } from './world.ts'

export function describeListing(world: World) {
  const { catalog, tags, apiVersion } = world.expectations

  test('a ping says which API answers', async () => {
    expect(await world.client.ping()).toMatchObject({ version: apiVersion })
  })

  describe('catalog', () => {
    test('lists every repository once, over as many pages as it takes', async () => {
      const names = Array.from({ length: 7 }, (_, index) => world.freshRepository(`catalog-${index}`))
      for (const name of names) await world.seed(name, buildImage(), 'latest')
      if (catalog.outcome !== 'done') {
        await expectError(collect(world.client.listRepositories()), catalog.outcome)
        return
      }
      const pages = []
      for await (const page of world.client.listRepositories({ pageSize: 2 })) pages.push(page)
      const found = pages.flat()
      expect(found).toEqual(expect.arrayContaining(names))
      expect(new Set(found).size).toBe(found.length)
      if (catalog.isPaged) expect(pages.length).toBeGreaterThanOrEqual(4)
      expect((await collect(world.client.listRepositories())).sort()).toEqual(found.sort())
    })

    test('can be left after the first page', async () => {
      if (catalog.outcome !== 'done')
        return expectError(collect(world.client.listRepositories()), catalog.outcome)
      await world.seed(world.freshRepository('catalog'), buildImage(), 'latest')
      let requests = 0
      const client = world.connect({ onRequest: () => requests++ })
      for await (const page of client.listRepositories({ pageSize: 1 })) {
        expect(page.length).toBeGreaterThanOrEqual(1)
        break
      }
      const afterTheFirst = requests
      await client.ping()
      expect(requests).toBe(afterTheFirst + 1)
    })
  })

  describe('tags', () => {
    test(`${tags.many} tags are all listed, each once`, async () => {
      const repository = world.freshRepository('many-tags')
      const wanted = Array.from({ length: tags.many }, (_, index) => `v${index}`)
      // Pushed in no order that a registry could simply hand on.
      const shuffled = wanted.toSorted((a, b) => sha256(Buffer.from(a)).localeCompare(sha256(Buffer.from(b))))
      const tagName = (index: number) => shuffled[index] ?? ''
      await world.seedTags(repository, tags.many, { images: 1, tagName })
      const found = await collect(world.client.listTags(repository))
      expect(found.sort()).toEqual(wanted.sort())
    })

    test('names of every shape that the grammar allows survive', async () => {
      const repository = world.freshRepository('tag-names')
      const names = ['latest', 'V1.0', '_hidden', '1', 'a-b.c_d', 'x'.repeat(128), 'sha256-abc.sig']
      await world.seed(repository, buildImage(), names)
      expect((await collect(world.client.listTags(repository))).sort()).toEqual(names.sort())
    })

    test('an unknown repository is told apart from one without tags', async () => {
      const list = collect(world.client.listTags(world.freshRepository('never-pushed')))
      const found = await expectOutcome(list, tags.unknownRepository)
      if (found) expect(found).toEqual([])
    })

    if (world.expectations.deletion.digest === 'done') {
      test('a repository whose last tag has gone lists none', async () => {
        const repository = world.freshRepository('emptied')
        const { digest } = await world.seed(repository, buildImage(), ['only', 'twin'])
        await world.client.deleteManifest(repository, digest)
        const found = await expectOutcome(collect(world.client.listTags(repository)), tags.afterLastTag)
        if (found) expect(found).toEqual([])
      })
    }

    test('a name that does not fit the grammar is refused before anything is sent', async () => {
      let requests = 0
      const client = world.connect({ onRequest: () => requests++ })
      for (const name of ['../etc', 'a/../b', 'Upper/Case', 'a//b', '', 'a b', 'a\u0000', '%2e%2e', 'a/']) {
        await expectError(collect(client.listTags(name)), 'invalid_reference')
        await expectError(client.getManifest(name, 'latest'), 'invalid_reference')
      }
      await expectError(client.getManifest('a/b', 'no tag'), 'invalid_reference')
      await expectError(client.getManifest('a/b', `sha256:${'g'.repeat(64)}`), 'invalid_reference')
      await expectError(client.headBlob('a/b', '../../secret'), 'invalid_reference')
      expect(requests).toBe(0)
    })
  })
}
