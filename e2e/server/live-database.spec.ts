import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Change } from '#lib/api/live.ts'
import { createSharedChanges } from '#lib/server/live/shared-changes.ts'
import { openStore } from '#lib/server/store/store.ts'
import { connectionOf, postmasterOf } from './database.ts'
import { scratch } from './places.ts'

const log = { info: () => {}, warn: () => {}, debug: () => {} }

test('replicas hear of each other again when the embedded database comes back on another port', async () => {
  const dataDir = join(scratch(), 'data')
  const store = await openStore({ dataDir, databaseUrl: null }, { log })
  const [one, two] = [0, 1].map(() => createSharedChanges({ connect: store.newClient, log }))
  if (!one || !two) throw new Error('no replicas')
  const heard: Change[] = []
  two.subscribe((change) => heard.push(change))
  const tell = async (repository: string) => {
    // Said again until it is heard: neither may be listening yet.
    await expect
      .poll(
        () => {
          one.publish({ about: 'tags', registry: 'one', repository })
          return heard.filter((change) => change.about === 'tags').map((change) => change.repository)
        },
        { timeout: 30_000 },
      )
      .toContain(repository)
  }
  try {
    await tell('before')
    const { port } = connectionOf(dataDir)
    process.kill(postmasterOf(dataDir), 'SIGKILL')
    const squatter = await squat(port)
    try {
      await tell('after')
      expect(connectionOf(dataDir).port).not.toBe(port)
      expect(heard).toContainEqual({ about: 'anything' })
    } finally {
      squatter.close()
    }
  } finally {
    await Promise.all([one.close(), two.close()])
    await store.close()
  }
}, 90_000)

/** Takes the port as soon as its owner has let go of it. */
async function squat(port: number) {
  for (;;) {
    const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
      return server
    } catch {
      await sleep(10)
    }
  }
}
