import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { listAudit } from '#lib/api/audit.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { type EmbeddedRegistry, startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import { buildImage } from '../lab/images.ts'
import { administrator, type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'
import { project } from './places.ts'
import { tagsPath } from './world.ts'

const repository = 'team/api'
const image = buildImage()
let registry: EmbeddedRegistry
let portolan: Portolan

beforeAll(async () => {
  registry = await startEmbeddedRegistry({ dir: await makeScratchDir('users') })
  await push(registry, repository, image, ['1.0', '1.1'])
  portolan = await startPortolan({ registries: [{ id: 'local', name: 'Local', url: registry.url }] })
})
afterAll(async () => {
  await portolan?.stop()
  await registry?.close()
})

const environment = (dataDir: string) => ({
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'test' as const,
  PORTOLAN_DATA_DIR: dataDir,
})

interface Answer {
  readonly code: number | null
  readonly output: string
}

/** `npm run users -- …` as a script would call it: what it is given on standard input, and no terminal. */
async function users(args: readonly string[], input = '', dataDir = portolan.dataDir): Promise<Answer> {
  const child = spawn('npm', ['run', '--silent', 'users', '--', ...args], {
    cwd: project,
    env: environment(dataDir),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, output: `${out}${err}` }
}

/** The same on a terminal, of which everything that it shows is kept; each answer is typed once its question is there. */
async function usersOnTerminal(
  args: readonly string[],
  answers: readonly (readonly [question: string, keys: string])[],
): Promise<Answer> {
  const command = ['npm', 'run', '--silent', 'users', '--', ...args]
  // https://man7.org/linux/man-pages/man1/script.1.html; BSD's takes the command as words, and passes its exit code on.
  const ofScript =
    process.platform === 'linux' ? ['-qec', command.join(' '), '/dev/null'] : ['-q', '/dev/null', ...command]
  const child = spawn('script', ofScript, { cwd: project, env: environment(portolan.dataDir) })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  for (const [question, keys] of answers) {
    await expect.poll(() => output, { timeout: 60_000 }).toContain(question)
    child.stdin.write(keys)
  }
  return { code: await ended, output }
}

const remove = ({ api }: SignedIn, tag: string) =>
  api(`${tagsPath('local', repository)}/${tag}`, {
    method: 'DELETE',
    headers: { 'if-match': `"${image.digest}"` },
  })
const list = ({ api }: SignedIn) => api('/registries').then(({ status }) => status)

/** A replica believes what it has read of somebody for three seconds. */
const ends = (session: SignedIn) =>
  until(
    () => list(session),
    (status) => status === 401,
    10_000,
  )

describe('while Portolan runs', () => {
  test('a viewer and an editor are added, sign in, and may do what their roles say; what they are is listed', async () => {
    expect(await users(['add', 'vera', '--role', 'viewer'], 'of vera\n')).toEqual({
      code: 0,
      output: 'Added vera (viewer).\n',
    })
    expect((await users(['add', 'Edgar', '--role', 'editor'], 'of edgar\n')).code).toBe(0)
    const vera = await signIn(portolan.url, { username: 'vera', password: 'of vera' })
    const edgar = await signIn(portolan.url, { username: 'edgar', password: 'of edgar' })

    expect(await list(vera)).toBe(200)
    const refused = await remove(vera, '1.0')
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'forbidden' })
    expect((await fetch(`${registry.url}/v2/${repository}/manifests/1.0`)).status).toBe(200)

    expect((await remove(edgar, '1.0')).status).toBe(200)
    expect((await fetch(`${registry.url}/v2/${repository}/manifests/1.0`)).status).toBe(404)
    expect((await edgar.api('/registries', { method: 'POST', body: '{}' })).status).toBe(403)

    const { output } = await users(['list'])
    expect(output.trim().split('\n')).toEqual([
      expect.stringMatching(/^administrator +\d{4}-\d\d-\d\d {2}admin$/),
      expect.stringMatching(/^editor +\d{4}-\d\d-\d\d {2}Edgar$/),
      expect.stringMatching(/^viewer +\d{4}-\d\d-\d\d {2}vera$/),
    ])
  })

  test('a role that changes, a password that changes and a removal each end the sessions that are open', async () => {
    const first = await signIn(portolan.url, { username: 'vera', password: 'of vera' })
    expect((await users(['role', 'vera', 'editor'])).code).toBe(0)
    await ends(first)

    const second = await signIn(portolan.url, { username: 'vera', password: 'of vera' })
    expect(await list(second)).toBe(200)
    expect((await users(['password', 'vera'], 'another\n')).code).toBe(0)
    await ends(second)
    const old = await signIn(portolan.url, { username: 'vera', password: 'of vera' })
    expect(old.response.status).toBe(401)

    const third = await signIn(portolan.url, { username: 'vera', password: 'another' })
    expect(await list(third)).toBe(200)
    expect(await users(['remove', 'vera'])).toMatchObject({ code: 0 })
    await ends(third)
    expect((await signIn(portolan.url, { username: 'vera', password: 'another' })).response.status).toBe(401)
  })

  test('each of it stands in the audit trail, and no password does', async () => {
    const admin = await signIn(portolan.url)
    const { items } = await admin.json<ResponseOf<typeof listAudit>>('/audit?q=vera%3A')
    expect(items.map(({ action, detail }) => `${action} ${detail}`)).toEqual([
      'user.remove vera: editor',
      'user.change vera: password',
      'user.change vera: viewer → editor',
      'user.add vera: viewer',
    ])
    expect(items[0]?.actor).toContain('(npm run users)')
    const all = await (await admin.api('/audit?limit=1000')).text()
    expect(all).not.toMatch(/of vera|of edgar|another/)
  })

  test('the last administrator stays, and a session of theirs with them', async () => {
    const admin = await signIn(portolan.url)
    for (const args of [
      ['remove', administrator.username],
      ['role', administrator.username, 'viewer'],
    ]) {
      const { code, output } = await users(args)
      expect(code).toBe(1)
      expect(output).toContain('is the last administrator')
    }
    expect(await list(admin)).toBe(200)
  })

  test('on a terminal the password is asked for twice, and nothing of it is shown', async () => {
    const { code, output } = await usersOnTerminal(
      ['add', 'terry', '--role', 'viewer'],
      [
        ['Password for terry: ', 'hXunter2\u007f\u007f\u007f\u007f\u007f\u007f\u007funter2\r'],
        ['Once more: ', 'hunter2\r'],
      ],
    )
    expect(output).toContain('Added terry (viewer).')
    expect(output).not.toMatch(/unter|\*/)
    expect(code).toBe(0)
    expect((await signIn(portolan.url, { username: 'terry', password: 'hunter2' })).response.status).toBe(200)
  })

  test('two that differ, and Ctrl-C, change nothing', async () => {
    const differ = await usersOnTerminal(
      ['password', 'terry'],
      [
        ['Password for terry: ', 'one\r'],
        ['Once more: ', 'two\r'],
      ],
    )
    expect(differ).toMatchObject({ code: 2, output: expect.stringContaining('differ') })
    const cancelled = await usersOnTerminal(['password', 'terry'], [['Password for terry: ', 'one\u0003']])
    expect(cancelled).toMatchObject({ code: 130, output: expect.stringContaining('nothing was changed') })
    expect((await signIn(portolan.url, { username: 'terry', password: 'hunter2' })).response.status).toBe(200)
  })

  test.each([
    [['add', 'Terry', '--role', 'editor'], 'x\n', 1, 'There is a user “Terry” already.'],
    [['remove', 'nobody'], '', 1, 'There is no user “nobody”.'],
    [['add', ' x', '--role', 'viewer'], 'x\n', 1, 'must not begin or end with a space'],
    [['add', 'x', '--role', 'viewer'], '', 2, 'no password came on standard input'],
    [['add', 'x', '--role', 'owner'], 'x\n', 2, '“owner” is no role'],
    [['add', 'x'], 'x\n', 2, '--role is missing'],
    [['password', 'terry', '--password', 'x'], '', 2, 'npm run users -- password NAME'],
  ])('%j is refused in words', async (args, input, code, message) => {
    const answer = await users(args, input)
    expect(answer.output).toContain(message)
    expect(answer.output).not.toContain('    at ')
    expect(answer.code).toBe(code)
  })
})

describe('while Portolan does not run', () => {
  test('who is added then can sign in after the next start, on the database that this has ended again', async () => {
    const dataDir = await makeScratchDir('users-stopped')
    const registries = [{ id: 'local', name: 'Local', url: registry.url }]
    await (await startPortolan({ registries, dataDir })).stop()
    const added = await users(['add', 'nora', '--role', 'viewer'], 'of nora', dataDir)
    expect(added).toEqual({ code: 0, output: 'Added nora (viewer).\n' })
    const again = await startPortolan({ registries, dataDir })
    try {
      expect(await list(await signIn(again.url, { username: 'nora', password: 'of nora' }))).toBe(200)
    } finally {
      await again.stop()
    }
  })

  test('a folder that was named by mistake gets no database', async () => {
    const { code, output } = await users(['list'], '', await makeScratchDir('users-empty'))
    expect(output).toContain("There is no database of Portolan's in")
    expect(code).toBe(1)
  })
})
