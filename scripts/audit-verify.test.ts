import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbeddedPostgres } from '#lib/server/store/postgres/embedded-postgres.ts'
import { audit } from '#lib/server/store/schema.ts'
import { openStore, type Store } from '#lib/server/store/store.ts'

const project = join(import.meta.dirname, '..')
const silent = { info: () => undefined, warn: () => undefined }
const longMs = 60_000

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'portolan-audit-'))
  // As root the database runs under another account, which has to get there.
  await chmod(scratch, 0o755)
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

const dataDir = () => join(scratch, 'data')

/** `npm run audit:verify`, as somebody types it. */
function auditVerify(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('PORTOLAN_'))
  const all = { ...Object.fromEntries(clean), DATABASE_URL: '', PORTOLAN_DATA_DIR: dataDir(), ...env }
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '--silent', 'audit:verify'],
      { cwd: project, env: all as unknown as NodeJS.ProcessEnv },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    )
  })
}

const write = ({ db }: Store, count: number) =>
  db.insert(audit).values(
    Array.from({ length: count }, (_, n) => ({
      actor: 'ada',
      action: 'tag.delete' as const,
      phase: 'succeeded' as const,
      operation: crypto.randomUUID(),
      detail: `${n} “Zoë”`,
    })),
  )

const tamper = `ALTER TABLE audit DISABLE TRIGGER USER; UPDATE audit SET actor = 'eve' WHERE id = 2`

test(
  'the trail of the database in the data folder is followed while it runs, when it was stopped, and after somebody changed a row',
  async () => {
    const store = await openStore({ dataDir: dataDir(), databaseUrl: null }, { log: silent, cwd: project })
    await write(store, 3)
    expect(await auditVerify({})).toMatchObject({
      code: 0,
      output: expect.stringContaining('The audit trail is whole: 3 rows'),
    })
    // Whoever looked has left the one that runs alone.
    await write(store, 2)
    await store.close()
    expect(await auditVerify({})).toMatchObject({ code: 0, output: expect.stringContaining('whole: 5 rows') })
    const again = await openStore({ dataDir: dataDir(), databaseUrl: null }, { log: silent, cwd: project })
    await again.pool.query(tamper)
    await again.close()
    const { code, output } = await auditVerify({})
    expect(code).toBe(1)
    expect(output).toContain('broken at row 2')
    expect(output).toContain('its content was changed')
  },
  longMs,
)

test(
  'with DATABASE_URL it is that database, to which nothing is done; one without a trail is not called whole',
  async () => {
    const server = await openEmbeddedPostgres({
      dataDir: join(scratch, 'server'),
      cwd: project,
      log: silent,
      onLost: (error) => {
        throw error
      },
    })
    try {
      const { host, port, user, password } = server.connection()
      const urlOf = (database: string) =>
        `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`
      const client = new pg.Client(server.connection())
      await client.connect()
      await client.query('CREATE DATABASE trail')
      await client.query('CREATE DATABASE other')
      await client.end()
      const store = await openStore(
        { dataDir: join(scratch, 'replica'), databaseUrl: urlOf('trail') },
        { log: silent, cwd: project },
      )
      await write(store, 4)
      const whole = await auditVerify({ DATABASE_URL: urlOf('trail') })
      expect(whole).toMatchObject({ code: 0, output: expect.stringContaining('whole: 4 rows') })
      await store.pool.query(tamper)
      await store.close()
      expect(await auditVerify({ DATABASE_URL: urlOf('trail') })).toMatchObject({
        code: 1,
        output: expect.stringContaining('broken at row 2'),
      })

      const none = await auditVerify({ DATABASE_URL: urlOf('other') })
      expect(none).toMatchObject({ code: 1, output: expect.stringContaining('holds no audit trail') })
      const other = new pg.Client({ connectionString: urlOf('other') })
      await other.connect()
      const { rows } = await other.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
      await other.end()
      expect(rows).toEqual([])

      const nowhere = await auditVerify({ DATABASE_URL: urlOf('nowhere') })
      expect(nowhere.code).toBe(1)
      expect(nowhere.output).toContain('no database of that name')
      expect(nowhere.output).not.toContain(encodeURIComponent(String(password)))
    } finally {
      await server.close()
    }
  },
  longMs,
)

test(
  'a folder that was named by mistake is told, and gets no database',
  async () => {
    const empty = join(scratch, 'empty')
    await mkdir(empty)
    const { code, output } = await auditVerify({ PORTOLAN_DATA_DIR: empty })
    expect(code).toBe(1)
    expect(output).toContain("no database of Portolan's")
    expect(await readdir(empty)).toEqual([])
  },
  longMs,
)
