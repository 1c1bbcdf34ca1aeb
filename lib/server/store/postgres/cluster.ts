import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, StoreError } from '../store-error.ts'
import type { Account } from './account.ts'
import { type Binaries, removeLeftovers, withShellSafeBinaries } from './binaries.ts'
import { runProgram } from './run-program.ts'

/** `<dataDir>/postgres`: the database's own folder and, beside it, the password of its only user. */
export interface Cluster {
  readonly dataDir: string
  readonly dir: string
  /** PGDATA. */
  readonly data: string
  readonly password: string
}

export const clusterUser = 'portolan'
export const clusterDirOf = (dataDir: string) => join(dataDir, 'postgres')

const temporaryPrefix = '.postgres-'

async function syncFolder(path: string) {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function initialise(dir: string, binaries: Binaries, account: Account) {
  const passwordFile = join(dir, 'password')
  await writeFile(passwordFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  await chmod(dir, 0o700)
  if (account.ids) {
    await chown(passwordFile, account.ids.uid, account.ids.gid)
    await chown(dir, account.ids.uid, account.ids.gid)
  }
  const args = [
    `--pgdata=${join(dir, 'data')}`,
    `--username=${clusterUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Code point order, and case folding by Unicode, the same on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  const { code, output } = await withShellSafeBinaries(binaries, (programs) =>
    runProgram(join(programs, 'bin', 'initdb'), args, { account, cwd: dir }),
  )
  if (code !== 0) throw new StoreError('unavailable', `the embedded database could not be made: ${output}`)
}

/**
 * The database's folder, made when there is none. It is made under another name and takes its own in one step, so
 * that one that was half made when the machine or the process died is never taken for a database.
 */
export async function openCluster(dataDir: string, binaries: Binaries, account: Account): Promise<Cluster> {
  const dir = clusterDirOf(dataDir)
  const data = join(dir, 'data')
  await removeLeftovers(dataDir, temporaryPrefix)
  if (!existsSync(join(data, 'PG_VERSION'))) {
    if (existsSync(dir) && (await readdir(dir)).length > 0) {
      throw new StoreError(
        'incompatible',
        `${dir} is not empty and not a database of Portolan's: move it away`,
      )
    }
    const temporary = await mkdtemp(join(dataDir, temporaryPrefix))
    try {
      await initialise(temporary, binaries, account)
      await rename(temporary, dir)
      await syncFolder(dataDir)
    } catch (e) {
      await rm(temporary, { recursive: true, force: true })
      // Another start was quicker: its database is as good.
      if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(e) ?? '')) throw e
    }
  }
  const major = Number((await readFile(join(data, 'PG_VERSION'), 'utf8')).trim())
  if (major !== binaries.major) {
    throw new StoreError(
      'incompatible',
      `${dir} was made by PostgreSQL ${major}, and this Portolan brings PostgreSQL ${binaries.major}: start the Portolan that made it, or move the data over with pg_dump`,
    )
  }
  const password = (await readFile(join(dir, 'password'), 'utf8')).trim()
  return { dataDir, dir, data, password }
}
