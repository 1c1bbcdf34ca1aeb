import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { endAll, type Place, StoreApp } from './app-process.ts'
import { postmasterOf, writtenIn } from './database.ts'
import { isRoot, ordinaryPlace, project, writable } from './places.ts'

const accounts: [string, () => Place][] = [['an ordinary user', ordinaryPlace]]
if (isRoot) accounts.push(['root', () => ({ cwd: project })])

const killDatabase = (dataDir: string) => process.kill(postmasterOf(dataDir), 'SIGKILL')

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The next start opens the folder, and all that was acknowledged is in there. */
async function expectNothingLost(place: Place, dataDir: string, acknowledged: readonly string[]) {
  const next = new StoreApp(place, dataDir)
  await next.line('open')
  const written = await writtenIn(dataDir)
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(acknowledged.filter((id) => !written.has(id))).toEqual([])
  expect(await next.end()).toBe(0)
  return next
}

describe.each(accounts)('started by %s', (_, choose) => {
  let place: Place
  let dataDir: string
  beforeAll(() => {
    place = choose()
    dataDir = join(writable(place), 'data')
  })
  afterEach(endAll)

  test('what one start has written, the next one finds, and an orderly end leaves no process behind', async () => {
    const app = new StoreApp(place, dataDir, 'write', '1000')
    await app.writes(20)
    const postmaster = postmasterOf(dataDir)
    expect(await app.end()).toBe(0)
    expect(() => postmasterOf(dataDir)).toThrow(/ENOENT/)
    // It has ended; whoever inherited it may take a moment to notice.
    await expect.poll(() => isThere(postmaster), { timeout: 10_000 }).toBe(false)
    await expectNothingLost(place, dataDir, app.acknowledged)
  })

  test('after kill -9 of the application the next start takes its database over', async () => {
    const app = new StoreApp(place, dataDir, 'write', '2000')
    await app.writes(50)
    await app.kill()
    const next = await expectNothingLost(place, dataDir, app.acknowledged)
    expect(next.lines).toContain('info took over the database server that was left running')
  })

  test('after kill -9 of the database the application starts it again by itself', async () => {
    const app = new StoreApp(place, dataDir, 'write', '3000')
    await app.writes(50)
    killDatabase(dataDir)
    await app.line('info the embedded database runs again')
    await app.writes(50)
    await app.end()
    await expectNothingLost(place, dataDir, app.acknowledged)
  })

  test('after kill -9 of both the next start recovers', async () => {
    const app = new StoreApp(place, dataDir, 'write', '4000')
    await app.writes(50)
    killDatabase(dataDir)
    await app.kill()
    await expectNothingLost(place, dataDir, app.acknowledged)
  })

  test('kill -9 of one, the other and both, again and again, loses nothing', async () => {
    const acknowledged: string[] = []
    for (let round = 0; round < 6; round++) {
      const app = new StoreApp(place, dataDir, 'write', String(10_000 * (round + 1)))
      await app.writes(10 + 20 * round)
      if (round % 3 !== 0) killDatabase(dataDir)
      if (round % 3 === 2) await sleep(30 * round)
      await app.kill()
      acknowledged.push(...app.acknowledged)
    }
    await expectNothingLost(place, dataDir, acknowledged)
  })

  test('kill -9 at any moment of the first start leaves nothing that breaks the next', async () => {
    const fresh = join(writable(place), 'data')
    for (const afterMs of [150, 300, 450, 600, 900, 1300]) {
      const app = new StoreApp(place, fresh)
      await sleep(afterMs)
      await app.kill()
    }
    const app = new StoreApp(place, fresh, 'write')
    await app.writes(1)
  })
})
