import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '#lib/api/problem.ts'
import type { TagDeletion, TagDeletionPreview } from '#lib/api/tags.ts'
import { buildImage, buildMultiArch } from '../lab/images.ts'
import { push } from '../lab/push.ts'
import { deletionsOf } from './deletion-world.ts'
import { startWorld, tagsPath, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
}, 180_000)

afterAll(() => world?.stop())

describe('deleting one tag', () => {
  test.each(['open', 'locked', 'token'] as const)(
    'on %s removes that tag alone; every sibling stays on its digest',
    async (id) => {
      const image = await push(world.registries[id], 'clean/app', buildImage(), ['1.0', '1', 'latest'])
      const preview = await world.admin.json<TagDeletionPreview>(
        `${tagsPath(id, 'clean/app')}/latest/deletion`,
      )
      expect(preview).toMatchObject({ digest: image.digest, problem: null })
      expect([...preview.siblings].sort()).toEqual(['1', '1.0'])
      const deletion = (await (
        await world.remove(id, 'clean/app', 'latest', image.digest)
      ).json()) as TagDeletion
      expect(deletion.method).toBe('placeholder')
      const left = await world.readTags(id, 'clean/app')
      expect(left.items.map((t) => [t.name, t.digest]).sort()).toEqual([
        ['1', image.digest],
        ['1.0', image.digest],
      ])
      // Now from the registry itself, past the index.
      const header = world.registries[id].authorize('clean/app')
      const headers = {
        ...(header ? { authorization: header } : {}),
        accept: 'application/vnd.oci.image.manifest.v1+json',
      }
      for (const tag of ['1', '1.0']) {
        const answer = await fetch(`${world.registries[id].url}/v2/clean/app/manifests/${tag}`, {
          method: 'HEAD',
          headers,
        })
        expect([tag, answer.headers.get('docker-content-digest')]).toEqual([tag, image.digest])
      }
      expect(
        (await fetch(`${world.registries[id].url}/v2/clean/app/manifests/latest`, { headers })).status,
      ).toBe(404)
    },
  )

  test('a registry that untags does so, and siblings are not touched', async () => {
    const image = await push(world.embedded, 'clean/native', buildImage(), ['1.0', 'latest'])
    const deletion = (await (
      await world.remove('embedded', 'clean/native', 'latest', image.digest)
    ).json()) as TagDeletion
    expect(deletion).toMatchObject({ method: 'tag', siblings: ['1.0'] })
    const { items } = await world.readTags('embedded', 'clean/native')
    expect(items.map((t) => [t.name, t.digest])).toEqual([['1.0', image.digest]])
    expect(await world.admin.json('/registries/embedded')).toMatchObject({
      capabilities: { tagDelete: true },
    })
  })

  test('a registry that takes untag for delete gets every sibling back, byte for byte', async () => {
    const image = await push(world.embedded, 'clean/greedy', buildImage(), ['1.0', '1', 'latest'])
    expect((await world.remove('greedy', 'clean/greedy', 'latest', image.digest)).status).toBe(200)
    for (const tag of ['1.0', '1']) {
      const answer = await fetch(`${world.embedded.url}/v2/clean/greedy/manifests/${tag}`)
      expect(Buffer.from(await answer.arrayBuffer()).equals(image.bytes)).toBe(true)
    }
    expect((await fetch(`${world.embedded.url}/v2/clean/greedy/manifests/latest`)).status).toBe(404)
    // Once bitten: from now on it is not asked to untag.
    const second = (await (
      await world.remove('greedy', 'clean/greedy', '1', image.digest)
    ).json()) as TagDeletion
    expect(second).toMatchObject({ method: 'placeholder', siblings: ['1.0'] })
  })

  test('a tag alone on its digest goes with the digest, and two rows of the audit say so', async () => {
    const image = await push(world.registries.open, 'clean/alone', buildImage(), 'only')
    const deletion = (await (
      await world.remove('open', 'clean/alone', 'only', image.digest)
    ).json()) as TagDeletion
    expect(deletion.method).toBe('digest')
    const { items } = await world.admin.json<{
      items: { phase: string; tag: string; digest: string; actor: string }[]
    }>('/audit?registry=open&repository=clean/alone')
    expect(items.map((e) => [e.phase, e.tag, e.digest, e.actor])).toEqual([
      ['succeeded', 'only', image.digest, 'admin'],
      ['started', 'only', image.digest, 'admin'],
    ])
    const runs = deletionsOf(world.admin)
    expect(await runs.get(deletion.deletion)).toMatchObject({ state: 'succeeded', itemsTotal: 1 })
    expect(await runs.undo(deletion.deletion)).toMatchObject({ state: 'undone' })
    const answer = await fetch(`${world.registries.open.url}/v2/clean/alone/manifests/only`, {
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    })
    expect(Buffer.from(await answer.arrayBuffer()).equals(image.bytes)).toBe(true)
  })

  test('428 without If-Match, 412 when the tag has moved, 404 when it is gone', async () => {
    const before = await push(world.registries.open, 'clean/moved', buildImage(), 'v1')
    expect((await world.remove('open', 'clean/moved', 'v1')).status).toBe(428)
    await push(world.registries.open, 'clean/moved', buildImage({ labels: { new: 'one' } }), 'v1')
    expect((await world.remove('open', 'clean/moved', 'v1', before.digest)).status).toBe(412)
    expect((await world.remove('open', 'clean/moved', 'never', before.digest)).status).toBe(404)
  })

  test('with deletion off it is 409 with a code, and the tag stays what it was', async () => {
    const image = await push(world.registries.kept, 'clean/kept', buildImage(), ['a', 'b'])
    const preview = await world.admin.json<TagDeletionPreview>(`${tagsPath('kept', 'clean/kept')}/a/deletion`)
    expect(preview).toMatchObject({ method: null, problem: { code: 'deletion_disabled' } })
    const answer = await world.remove('kept', 'clean/kept', 'a', image.digest)
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([409, 'deletion_disabled'])
    const { items } = await world.readTags('kept', 'clean/kept')
    expect(items.map((t) => t.digest)).toEqual([image.digest, image.digest])
  })

  test('a registry that is read-only here is not even asked', async () => {
    const image = await push(world.registries.open, 'clean/readonly', buildImage(), 'v1')
    const answer = await world.remove('readonly', 'clean/readonly', 'v1', image.digest)
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([409, 'read_only'])
  })

  test('a child of an index is not deleted by its digest', async () => {
    const index = await push(world.registries.open, 'clean/child', buildMultiArch(), 'index')
    const [child] = index.children
    if (!child) throw new Error('no child')
    await push(world.registries.open, 'clean/child', child, 'amd64')
    await world.readTags('open', 'clean/child')
    const deletion = (await (
      await world.remove('open', 'clean/child', 'amd64', child.digest)
    ).json()) as TagDeletion
    expect(deletion.method).toBe('placeholder')
    expect(
      (await world.admin.api(`/registries/open/repositories/clean~child/manifests/${child.digest}`)).status,
    ).toBe(200)
  })
})
