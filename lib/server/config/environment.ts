import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { ConfigMistake } from './config-error.ts'
import { normalizeDatabaseUrl } from './database-url.ts'
import type { Config } from './types.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Days, from 1 to 3650; null for anything else. */
export function parseTrashDays(text: string): number | null {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= 3650 ? days : null
}

export const defaultPort = 3000
export const defaultHost = '127.0.0.1'

const hostname = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/i

/** The address under which a browser on this machine reaches a server that listens there. */
export function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function parseOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  return bare && /^https?:$/.test(url.protocol) ? url.origin : null
}

type FromEnvironment = Omit<
  Config,
  'configFile' | 'registries' | 'protect' | 'policies' | 'mirrors' | 'comparisons' | 'trashDays'
> & {
  /** null where it does not say. */
  readonly trashDays: number | null
}

/** What the environment alone decides. An empty variable counts as unset, as compose files write it. */
export function readEnvironment(
  env: Environment,
  options: { cwd: string; isRoot: boolean },
): { values: FromEnvironment; mistakes: ConfigMistake[] } {
  const mistakes: ConfigMistake[] = []
  const wrong = (key: string, message: string) =>
    mistakes.push({ file: 'environment', line: null, key, message })
  const value = (key: string) => env[key] || undefined

  const portText = value('PORT') ?? String(defaultPort)
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0
  if (port < 1 || port > 65_535) wrong('PORT', 'must be a number from 1 to 65535')

  const host = value('PORTOLAN_HOST') ?? defaultHost
  if (!isIP(host) && !hostname.test(host)) {
    wrong('PORTOLAN_HOST', 'must be an IP address or a host name, without a scheme or a port')
  }

  const urlText = value('PORTOLAN_URL')
  const publicUrl = urlText === undefined ? originOf(host, port) : parseOrigin(urlText)
  if (publicUrl === null) {
    wrong('PORTOLAN_URL', 'must be an http(s) address without a path, such as https://portolan.example.com')
  }

  const databaseText = value('DATABASE_URL')
  const databaseUrl = databaseText === undefined ? null : normalizeDatabaseUrl(databaseText)
  if (databaseText !== undefined && databaseUrl === null) {
    wrong('DATABASE_URL', 'must look like postgres://user:password@host:5432/database')
  }

  const secret = value('PORTOLAN_SECRET') ?? null
  if (secret !== null && secret.length < 32) wrong('PORTOLAN_SECRET', 'must have 32 characters or more')

  const metricsToken = value('PORTOLAN_METRICS_TOKEN') ?? null
  if (metricsToken !== null && !/^[\x21-\x7e]{16,512}$/.test(metricsToken)) {
    wrong('PORTOLAN_METRICS_TOKEN', 'must have 16 to 512 characters of ASCII, without spaces')
  }

  const username = value('PORTOLAN_ADMIN_USERNAME') ?? 'admin'
  // biome reads control characters in a pattern as a mistake; \p{Cc} is the same class by name.
  if (username.length > 256 || username !== username.trim() || /\p{Cc}/u.test(username)) {
    wrong(
      'PORTOLAN_ADMIN_USERNAME',
      'must have at most 256 characters, without spaces around it or control characters',
    )
  }

  const trashText = value('PORTOLAN_TRASH_DAYS')
  const trashDays = trashText === undefined ? null : parseTrashDays(trashText)
  if (trashText !== undefined && trashDays === null)
    wrong('PORTOLAN_TRASH_DAYS', 'must be a number of days from 1 to 3650')

  return {
    values: {
      trashDays,
      port,
      host,
      publicUrl: publicUrl ?? originOf(defaultHost, defaultPort),
      dataDir: resolve(
        options.cwd,
        value('PORTOLAN_DATA_DIR') ?? (options.isRoot ? '/var/lib/portolan' : 'data'),
      ),
      databaseUrl,
      secret,
      metricsToken,
      admin: { username, password: value('PORTOLAN_ADMIN_PASSWORD') ?? null },
    },
    mistakes,
  }
}
