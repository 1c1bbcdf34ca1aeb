import { isSameToken } from '../auth/same-token.ts'
import type { Actor } from '../context.ts'
import type { Runtime } from '../runtime.ts'

const bearer = /^bearer +(\S+)$/i

/**
 * A scraper, by PORTOLAN_METRICS_TOKEN as a bearer token; null for anybody else, who may still have a session. The token
 * opens nothing but /metrics, and asks nothing of the database, whose absence is worth being told.
 */
export function authorizeScraper({ config }: Pick<Runtime, 'config'>, request: Request): Actor | null {
  const [, given] = bearer.exec(request.headers.get('authorization') ?? '') ?? []
  if (!given || config.metricsToken === null || !isSameToken(given, config.metricsToken)) return null
  return { id: '', username: 'scraper', role: 'viewer' }
}
