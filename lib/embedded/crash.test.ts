import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { startEmbeddedRegistry } from './registry.ts'

const index = (name: string) =>
  JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [], annotations: { name } })

const put = (url: string, tag: string) =>
  fetch(`${url}/v2/a/manifests/${tag}`, {
    method: 'PUT',
    headers: { 'Content-Type': mediaTypes.ociIndex },
    body: index(tag),
  })

test('kill -9 in the middle of pushes loses nothing that was acknowledged, and leaves no broken tag', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'portolan-crash-'))
  try {
    const main = join(import.meta.dirname, 'main.ts')
    const child = spawn(process.execPath, [main, '--dir', dir, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface(child.stdout), 'line')
    const url = String(line).replace('registry at ', '')
    const acknowledged: string[] = []
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; ; i++) {
        const tag = `t${lane}-${i}`
        if ((await put(url, tag)).status !== 201) return
        acknowledged.push(tag)
        if (acknowledged.length === 60) child.kill('SIGKILL')
      }
    })
    await Promise.allSettled(lanes)
    expect(acknowledged.length).toBeGreaterThanOrEqual(60)

    const registry = await startEmbeddedRegistry({ dir, abandonedAfterMs: 0 })
    try {
      const list = await fetch(`${registry.url}/v2/a/tags/list`)
      const { tags } = (await list.json()) as { tags: string[] }
      expect(tags).toEqual(expect.arrayContaining(acknowledged))
      for (const tag of tags) {
        expect(await (await fetch(`${registry.url}/v2/a/manifests/${tag}`)).text()).toBe(index(tag))
      }
      expect(await readdir(join(dir, 'temporary'))).toEqual([])
    } finally {
      await registry.close()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}, 30_000)
