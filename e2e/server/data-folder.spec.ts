import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { endAll, type Place, StoreApp } from './app-process.ts'
import { ask, connectionOf, postmasterOf, writtenIn } from './database.ts'
import { copyProject, isRoot, project, scratch } from './places.ts'

const here: Place = { cwd: project }
let dataDir: string
beforeEach(() => {
  dataDir = join(scratch(), 'data')
})
afterEach(endAll)

/** Starts, writes one row and ends in an orderly way. */
async function startOnce(place: Place, dir: string) {
  const app = new StoreApp(place, dir, 'write')
  await app.writes(1)
  expect(await app.end()).toBe(0)
}

describe('its path', () => {
  test.each([
    'with spaces and p@ssw0rd:50%25#?&=',
    'it\'s "quoted" $HOME `id` \\back\\slash %s %n',
    '-D 항구 목록 é',
  ])('may be %j', async (name) => {
    const dir = join(dataDir, name, 'data')
    await startOnce(here, dir)
    const again = new StoreApp(here, dir)
    await again.line('open')
    expect(await writtenIn(dir)).toContain('0')
  })

  test('may be relative to where the application was started', async () => {
    const dir = `.cache/store-${process.pid}`
    try {
      const app = new StoreApp({ cwd: copyProject(0o755) }, dir)
      await app.line('open')
    } finally {
      rmSync(join(project, dir), { recursive: true, force: true })
    }
  })
})

describe('two applications on one data folder', () => {
  test('the second refuses, names the folder, and does no harm to the first', async () => {
    const first = new StoreApp(here, dataDir, 'write')
    await first.writes(10)
    const second = new StoreApp(here, dataDir)
    expect(await second.exit()).toBe(1)
    expect(await second.line('error')).toMatch(
      /^error in_use another Portolan \(process \d+\) is using the data folder /,
    )
    expect(await second.line('error')).toContain(dataDir)
    await first.writes(10)
    expect(first.lines.filter((line) => /^(warn|failed|lost)/.test(line))).toEqual([])
  })

  test('of four that make the folder at the same moment exactly one opens it', async () => {
    const apps = Array.from({ length: 4 }, () => new StoreApp(here, dataDir, 'hold'))
    const outcomes = await Promise.all(
      apps.map((app) =>
        app.line('open').then(
          () => 'open',
          () => app.lines.find((line) => line.startsWith('error'))?.split(' ')[1],
        ),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['in_use', 'in_use', 'in_use', 'open'])
  })

  test('after the first has ended the second starts', async () => {
    await startOnce(here, dataDir)
    await startOnce(here, dataDir)
  })
})

describe('what a start may find in it', () => {
  test('halves of starts that died are passed over, and removed once they are old', async () => {
    mkdirSync(dataDir, { mode: 0o755 })
    const young = mkdtempSync(join(dataDir, '.postgres-'))
    const old = mkdtempSync(join(dataDir, '.postgres-'))
    const oldPrograms = mkdtempSync(join(dataDir, '.postgresql-'))
    mkdirSync(join(young, 'data'))
    writeFileSync(join(young, 'data', 'PG_VERSION'), '18\n')
    writeFileSync(join(oldPrograms, 'bin'), '')
    for (const dir of [old, oldPrograms]) utimesSync(dir, 0, 0)
    await startOnce(here, dataDir)
    expect([young, old, oldPrograms].map((dir) => existsSync(dir))).toEqual([true, false, false])
  })

  test('a folder of somebody else is refused and left as it is', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres', 'notes.txt'), 'mine')
    const app = new StoreApp(here, dataDir)
    expect(await app.exit()).toBe(1)
    expect(await app.line('error incompatible')).toContain(join(dataDir, 'postgres'))
    expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['notes.txt'])
  })

  test('a database of another major version is refused with both versions', async () => {
    await startOnce(here, dataDir)
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '17\n')
    const app = new StoreApp(here, dataDir)
    expect(await app.exit()).toBe(1)
    expect(await app.line('error incompatible')).toMatch(
      /PostgreSQL 17, and this Portolan brings PostgreSQL 18/,
    )
  })

  test('a database that a newer Portolan has used is refused', async () => {
    const app = new StoreApp(here, dataDir)
    await app.line('open')
    await ask(
      dataDir,
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('feed', 9999999999999)",
    )
    await app.end()
    const older = new StoreApp(here, dataDir)
    expect(await older.exit()).toBe(1)
    expect(await older.line('error newer')).toMatch(/newer Portolan/)
  })

  test('a pid file whose number another process has by now does not stop the start', async () => {
    const app = new StoreApp(here, dataDir)
    await app.line('open')
    const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid')
    const left = readFileSync(pidFile, 'utf8')
    await app.end()
    // An id that is alive and whose owner is the one that the database runs under, where we may choose.
    const { uid, gid } = statSync(join(dataDir, 'postgres', 'data'))
    writeFileSync(pidFile, left.replace(/^\d+/, String(process.pid)), { mode: 0o600 })
    if (isRoot) execFileSync('chown', [`${uid}:${gid}`, pidFile])
    await startOnce(here, dataDir)
  })

  test('a copy of a folder that is in use does not reach into the original', async () => {
    const original = new StoreApp(here, dataDir, 'write')
    await original.writes(5)
    const copy = join(scratch(), 'copy')
    execFileSync('cp', ['-a', dataDir, copy])
    const app = new StoreApp(here, copy)
    await app.line('open')
    expect(postmasterOf(copy)).not.toBe(postmasterOf(dataDir))
    await app.end()
    await original.writes(5)
  })

  test('a folder that was moved while nothing ran is opened at its new place', async () => {
    await startOnce(here, dataDir)
    const moved = `${dataDir} moved`
    renameSync(dataDir, moved)
    await startOnce(here, moved)
  })

  test('an account that may not use it is told so', async () => {
    const place: Place = isRoot ? { cwd: copyProject(0o755), ids: { uid: 65_534, gid: 65_534 } } : here
    const shut = scratch(0o500)
    const app = new StoreApp(place, join(shut, 'data'))
    expect(await app.exit()).toBe(1)
    expect(await app.line('error forbidden')).toContain(join(shut, 'data'))
    chmodSync(shut, 0o700)
  })
})

describe('what others on the machine can reach', () => {
  test('the server listens on loopback alone and wants its password', async () => {
    const app = new StoreApp(here, dataDir)
    await app.line('open')
    const { port } = connectionOf(dataDir)
    const [listens] = await ask<{ addresses: string; sockets: string }>(
      dataDir,
      "select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets",
    )
    expect(listens).toEqual({ addresses: '127.0.0.1', sockets: '' })
    await expect(
      new Promise((resolve, reject) =>
        connect({ port, host: '127.0.0.2' }, () => resolve(null)).once('error', reject),
      ),
    ).rejects.toThrow(/ECONNREFUSED/)
    const hba = readFileSync(join(dataDir, 'postgres', 'data', 'pg_hba.conf'), 'utf8')
    const methods = hba
      .split('\n')
      .filter((line) => /^\w/.test(line))
      .map((line) => line.trim().split(/\s+/).at(-1))
    expect(new Set(methods)).toEqual(new Set(['scram-sha-256']))
  })

  test('the password is readable by its owner alone, and in no log', async () => {
    const app = new StoreApp(here, dataDir)
    await app.line('open')
    const { password } = connectionOf(dataDir)
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password)
    expect(readFileSync(`/proc/${postmasterOf(dataDir)}/cmdline`, 'utf8')).not.toContain(password)
    expect(readFileSync(`/proc/${postmasterOf(dataDir)}/environ`, 'utf8')).not.toContain(password)
  })
})
