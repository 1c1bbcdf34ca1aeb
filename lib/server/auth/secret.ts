import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigError } from '../config/config.ts'

const minLength = 32

/**
 * The secret that signs sessions and encrypts stored credentials: PORTOLAN_SECRET, or the one in `<dataDir>/secret`,
 * which is made at the first start. Throws `ConfigError` when it is too short or cannot be read.
 */
export async function loadSecret({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>): Promise<string> {
  if (secret !== null) return checked(secret, 'environment', 'PORTOLAN_SECRET')
  const path = join(dataDir, 'secret')
  const existing = await read(path)
  if (existing !== null) return checked(existing, path, null)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  // Written whole and then linked: a start that dies half-way leaves no half secret, and of two starts one wins.
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, `${randomBytes(48).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
    await publish(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  return checked((await read(path)) ?? '', path, null)
}

async function publish(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    // Folders shared into a virtual machine often know no hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    await rename(draft, path)
  }
}

async function read(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8')
    await chmod(path, 0o600)
    return text.trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new ConfigError([
      {
        file: path,
        line: null,
        key: null,
        message: `the secret cannot be read (${(error as NodeJS.ErrnoException).code})`,
      },
    ])
  }
}

function checked(secret: string, file: string, key: string | null): string {
  if (secret.length >= minLength) return secret
  throw new ConfigError([{ file, line: null, key, message: `must have ${minLength} characters or more` }])
}
