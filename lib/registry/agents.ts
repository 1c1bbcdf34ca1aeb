import { rootCertificates } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'
import { createGuard, type Guard } from './guard.ts'
import type { RegistryOptions } from './types.ts'

export interface Agents {
  /** Throws `ForbiddenAddressError` for a literal address that may not be reached. */
  dispatcherFor(url: URL): Dispatcher
  close(): Promise<void>
}

/**
 * Two pools of connections that are kept alive: one for the registry's own host, one for hosts that it names (token
 * server, storage). `insecureSkipVerify` is for the own host alone; an own `ca` is trusted besides the usual ones.
 */
export function createAgents(
  own: URL,
  { tls, timeoutMs }: { tls?: RegistryOptions['tls']; timeoutMs: number },
  guard: Guard = createGuard(own.hostname),
): Agents {
  const ca = tls?.ca ? [...rootCertificates, tls.ca] : undefined
  const agentWith = (connect: object) =>
    new Agent({
      // One request a connection: a broken one takes no other along.
      allowH2: false,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 30_000,
      connect: { timeout: timeoutMs, ...(ca && { ca }), ...connect },
    })
  const ownAgent = agentWith({
    lookup: guard.ownLookup,
    ...(tls?.insecureSkipVerify && { rejectUnauthorized: false }),
  })
  const ownHostname = own.hostname
  const foreignAgent = agentWith({ lookup: guard.foreignLookup })
  return {
    dispatcherFor(url) {
      guard.assertHost(url.hostname)
      return url.hostname === ownHostname ? ownAgent : foreignAgent
    },
    async close() {
      await Promise.all([ownAgent.destroy(), foreignAgent.destroy()])
    },
  }
}
