import { execFile, spawn } from 'node:child_process'
import { chmod, chown, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { codeOf, StoreError } from '../store-error.ts'
import { programEnvironment } from './run-program.ts'

const run = promisify(execFile)

/** Under whom PostgreSQL runs; null ids: as ourselves. */
export interface Account {
  readonly name: string
  readonly ids: { readonly uid: number; readonly gid: number } | null
}

const accountName = 'portolan'

async function lookUp(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { name, ids: { uid: Number(uid.stdout), gid: Number(gid.stdout) } }
  } catch {
    return null
  }
}

/**
 * PostgreSQL refuses to run as root, so that root lends it an unprivileged account: the one that owns the database
 * already, or `portolan`, made when it is missing, or `nobody` where accounts cannot be made.
 */
export async function chooseAccount(clusterDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: 'this user', ids: null }
  const owner = await stat(clusterDir).catch(() => null)
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, ids: { uid: owner.uid, gid: owner.gid } }
  const existing = await lookUp(accountName)
  if (existing) return existing
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  // Fails where accounts come from elsewhere, and when another start makes it at this moment.
  await run('useradd', [...options, '--shell', '/usr/sbin/nologin', accountName]).catch(() => undefined)
  const account = (await lookUp(accountName)) ?? (await lookUp('nobody'))
  if (account) return account
  throw new StoreError(
    'unavailable',
    'PostgreSQL cannot run as root, and there is neither an account "portolan" nor "nobody" to run it under: make one, start as another user, or name a server in DATABASE_URL',
  )
}

/** Whether the account may enter a folder, asked of the system itself: modes alone do not tell (ACLs, mounts). */
async function canEnter(account: Account, dir: string): Promise<boolean> {
  if (account.ids === null) return true
  const { uid, gid } = account.ids
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], {
      uid,
      gid,
      cwd: '/',
      stdio: 'ignore',
      env: programEnvironment,
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** Makes the data folder, and sees to it that the account can reach what will be its own in there. */
export async function prepareDataDir(dataDir: string, account: Account) {
  try {
    const firstMade = await mkdir(dataDir, { recursive: true, mode: account.ids ? 0o755 : 0o700 })
    if (account.ids === null) return
    if (firstMade !== undefined) {
      // A strict umask of root's must not shut the account out of what was made just now.
      for (let dir = dataDir; dir.length >= firstMade.length; dir = dirname(dir)) await chmod(dir, 0o711)
    }
    if (await canEnter(account, dataDir)) return
    const { mode, uid } = await stat(dataDir)
    if ((mode & 0o077) === 0) await chown(dataDir, uid, account.ids.gid)
    await chmod(dataDir, (mode & 0o7777) | ((mode & 0o077) === 0 ? 0o010 : 0o001))
    if (await canEnter(account, dataDir)) return
    await chmod(dataDir, mode & 0o7777)
  } catch (e) {
    throw new StoreError(
      'forbidden',
      `the data folder ${dataDir} cannot be made or opened (${codeOf(e) ?? 'error'})`,
      {
        cause: e,
      },
    )
  }
  throw new StoreError(
    'forbidden',
    `the database runs as another account (${account.name}), because PostgreSQL refuses to run as root, and that account cannot enter ${dataDir}: choose a data folder that it can reach (PORTOLAN_DATA_DIR; /var/lib/portolan by default), or start Portolan as another user`,
  )
}
