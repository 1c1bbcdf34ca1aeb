import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuild } from '../../scripts/build.mjs'
import { postmasterOf } from './database.ts'
import { project, scratch } from './places.ts'

let port: number
let dataDir: string
let configFile: string
const starts = new Set<ChildProcess>()

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** `npm start` as it runs below npm, and what it has said so far. */
function start(env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: project,
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      PORTOLAN_DATA_DIR: dataDir,
      PORTOLAN_CONFIG: configFile,
      HOSTNAME: 'c0ffee123456',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  starts.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = once(child, 'close').then(() => {
    starts.delete(child)
    return child.exitCode
  })
  return {
    child,
    ended,
    output: () => output,
    says: (text: string | RegExp) =>
      expect.poll(() => output, { timeout: 120_000, interval: 100 }).toMatch(text),
  }
}

const isUp = (path = '/readyz') =>
  fetch(`http://127.0.0.1:${port}${path}`).then(
    (response) => response.status,
    () => null,
  )

/** The process that listens: the only one whose parent is the start script. */
function serverOf(child: ChildProcess): number {
  return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0])
}

beforeAll(async () => {
  await ensureBuild(process.execPath)
  port = await freePort()
  const dir = scratch()
  dataDir = join(dir, 'data')
  configFile = join(dir, 'portolan.yaml')
  // Nothing listens there: starting does not depend on a registry.
  writeFileSync(configFile, 'registries:\n  - id: down\n    url: http://127.0.0.1:9\n')
}, 900_000)
afterEach(async () => {
  await Promise.all(
    [...starts].map((child) => {
      child.kill('SIGTERM')
      return once(child, 'close')
    }),
  )
})

describe('npm start', () => {
  test('says where Portolan is once it answers, and on which address whatever HOSTNAME says', async () => {
    const first = start()
    await first.says(`Portolan is ready at http://127.0.0.1:${port}`)
    expect(await isUp()).toBe(200)
    expect(await isUp('/api/v1/registries')).toBe(401)
    expect(first.output()).toMatch(/Sign in as .admin. with the password \S{10,}/)
  })

  test('ended by SIGTERM it ends the server and the database', async () => {
    const app = start()
    await app.says('Portolan is ready')
    const postmaster = postmasterOf(dataDir)
    app.child.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    expect(await isUp()).toBeNull()
    expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
    expect(existsSync(`/proc/${postmaster}/cwd`)).toBe(false)
  })

  test.each(['SIGINT', 'SIGHUP'] as const)(
    'ended by %s that reaches the server as well, and twice, it ends the database too',
    async (signal) => {
      const app = start()
      await app.says('Portolan is ready')
      const server = serverOf(app.child)
      process.kill(server, signal)
      app.child.kill(signal)
      await new Promise((resolve) => setTimeout(resolve, 20))
      if (existsSync(`/proc/${server}/cwd`)) process.kill(server, signal)
      expect(await app.ended).toBe(0)
      expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
    },
  )

  test('the second time installs and builds nothing, and prints no password', async () => {
    const startedAt = performance.now()
    const again = start()
    await again.says('Portolan is ready')
    // Three on a quiet machine; the first one took minutes, had it had to install and build.
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(again.output()).not.toMatch(/Installing|Building|with the password/)
  })

  test('killed -9, it leaves no server behind that holds the port', async () => {
    const app = start()
    await app.says('Portolan is ready')
    app.child.kill('SIGKILL')
    await app.ended
    await expect.poll(() => isUp(), { timeout: 20_000 }).toBeNull()
    const next = start()
    await next.says('Portolan is ready')
  })

  test('when the server is killed -9 it ends with that exit code, and the next start works', async () => {
    const app = start()
    await app.says('Portolan is ready')
    process.kill(serverOf(app.child), 'SIGKILL')
    expect(await app.ended).toBe(137)
    const next = start()
    await next.says('Portolan is ready')
    expect(await isUp()).toBe(200)
  })

  test('a second one on the same port, and one on the same data folder, are refused with the reason alone', async () => {
    const app = start()
    await app.says('Portolan is ready')
    const samePort = start()
    expect(await samePort.ended).toBe(1)
    expect(samePort.output().trim()).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is in use.*$`))
    const sameFolder = start({ PORT: String(await freePort()) })
    expect(await sameFolder.ended).toBe(1)
    expect(sameFolder.output()).toContain(`is using the data folder ${dataDir}`)
    expect(sameFolder.output()).not.toMatch(/^\s+at /m)
    expect(await isUp()).toBe(200)
  })

  test.each([
    ['a port that is none', { PORT: 'http' }, 'environment: PORT: must be a number from 1 to 65535'],
    [
      'a file that is not there',
      { PORTOLAN_CONFIG: '/nowhere/portolan.yaml' },
      '/nowhere/portolan.yaml: does not exist',
    ],
  ])('with %s it says so and nothing else', async (_, env, message) => {
    const app = start(env)
    expect(await app.ended).toBe(1)
    expect(app.output().trim()).toBe(message)
  })

  test('with a mistake in the file it names file, line and key, and nothing else', async () => {
    const broken = join(scratch(), 'broken.yaml')
    writeFileSync(broken, 'registries:\n  - id: one\n    url: http://r.example\n    naem: One\n')
    const app = start({ PORTOLAN_CONFIG: broken })
    expect(await app.ended).toBe(1)
    expect(app.output().trim()).toBe(
      `${broken}:4: registries[0].naem: is not a known key (did you mean "name"?)`,
    )
  })
})
