import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '#lib/server/config/config.ts'
import { openEmbeddedPostgres } from '#lib/server/store/postgres/embedded-postgres.ts'
import { openStore } from '#lib/server/store/store.ts'
import { project, scratch } from './places.ts'

const password = 'p@ss/w#rd?100%:\'"\\ ü'
const silent = { info: () => undefined, warn: () => undefined }

let server: Awaited<ReturnType<typeof openEmbeddedPostgres>>
let place: string

beforeAll(async () => {
  server = await openEmbeddedPostgres({
    dataDir: join(scratch(), 'server'),
    cwd: project,
    log: silent,
    onLost: (error) => {
      throw error
    },
  })
  place = `127.0.0.1:${server.connection().port}`
  const client = new pg.Client(server.connection())
  await client.connect()
  await client.query(`create role team login password ${client.escapeLiteral(password)}`)
  for (const name of ['one', 'two', 'replicas']) await client.query(`create database ${name} owner team`)
  await client.end()
})
afterAll(() => server.close())

async function open(url: string) {
  const env = { DATABASE_URL: url, PORTOLAN_DATA_DIR: join(scratch(), 'data') }
  const config = await loadConfig({ env, cwd: scratch() })
  return openStore(config, { cwd: project, log: silent })
}

async function messageOf(url: string): Promise<string> {
  const error: unknown = await open(url).then(
    () => new Error('it opened'),
    (e: unknown) => e,
  )
  return error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)}` : String(error)
}

describe('DATABASE_URL', () => {
  test.each([
    ['percent-encoded', encodeURIComponent(password), 'one'],
    ['as it is', password, 'two'],
  ])('takes a password with special characters %s', async (_, written, database) => {
    const store = await open(`postgres://team:${written}@${place}/${database}`)
    const { rows } = await store.pool.query('select current_user as who, count(*)::int as n from manifests')
    expect(rows).toEqual([{ who: 'team', n: 0 }])
    expect(store.location).toContain(`${place}/${database}`)
    expect(store.location).not.toContain(password)
    await store.close()
  })

  test('lets replicas that start together migrate once', async () => {
    const url = `postgres://team:${encodeURIComponent(password)}@${place}/replicas`
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(url)))
    const rows = await stores[0]?.pool.query(
      'select count(distinct hash) = count(*) as once from drizzle.__drizzle_migrations',
    )
    expect(rows?.rows).toEqual([{ once: true }])
    await Promise.all(stores.map((store) => store.close()))
  })

  test.each([
    [
      'the password is wrong',
      () => `postgres://team:wr0ng-s3cret@${place}/one`,
      /refuses the user name or the password/,
    ],
    [
      'there is no such database',
      () => `postgres://team:${encodeURIComponent(password)}@${place}/none`,
      /no database of that name/,
    ],
    [
      'nothing listens',
      () => 'postgres://team:wr0ng-s3cret@127.0.0.1:1/one',
      /127\.0\.0\.1:1\/one.*nothing listens there/,
    ],
    [
      'the host does not exist',
      () => 'postgres://team:wr0ng-s3cret@nowhere.invalid/one',
      /nowhere\.invalid:5432.*(no such host|cannot be resolved)/,
    ],
    ['it is no PostgreSQL address', () => 'mysql://team:wr0ng-s3cret@h/one', /DATABASE_URL: must look like/],
  ])('says clearly, and without the password, that %s', async (_, url, expected) => {
    const message = await messageOf(url())
    expect(message).toMatch(expected)
    expect(message).not.toContain('wr0ng-s3cret')
    expect(message).not.toContain(password)
    expect(message).not.toContain(encodeURIComponent(password))
  })

  test('survives connections that break while they are idle', async () => {
    const store = await open(`postgres://team:${encodeURIComponent(password)}@${place}/one`)
    await store.pool.query('select 1')
    const client = new pg.Client(server.connection())
    await client.connect()
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'one'")
    await client.end()
    await expect
      .poll(() =>
        store.pool.query('select 1').then(
          (r) => r.rowCount,
          () => null,
        ),
      )
      .toBe(1)
    await store.close()
  })
})
