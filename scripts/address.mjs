import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { at, root } from './project.mjs'
import { Refusal } from './terminal.mjs'

/** Where the configuration says that Portolan listens. Its mistakes are refused with their own words. */
export function readAddress(node, env) {
  const { status, stdout, stderr } = spawnSync(node, [at('scripts', 'print-config.ts')], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Refusal(stderr.trim() || 'the configuration cannot be read')
  return JSON.parse(stdout)
}

const tryListen = (host, port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })

const reasons = {
  EADDRINUSE: (host, port) =>
    `Port ${port} on ${host} is in use. Stop what listens there, or choose another port: PORT=${port + 1} npm start`,
  EACCES: (_, port) =>
    `Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`,
  EADDRNOTAVAIL: (host) => `PORTOLAN_HOST: this machine has no address ${host}.`,
  ENOTFOUND: (host) => `PORTOLAN_HOST: there is no host ${host}.`,
}

/** Refuses when nobody can listen there. One that was ended just now is given three seconds to let go. */
export async function requireFreePort({ host, port }) {
  let code = null
  for (let waitedMs = 0; waitedMs <= 3000; waitedMs += 250) {
    code = await tryListen(host, port)
    if (code !== 'EADDRINUSE') break
    await sleep(250)
  }
  if (code === null) return
  throw new Refusal(reasons[code]?.(host, port) ?? `Cannot listen on port ${port} of ${host} (${code}).`)
}

/** The address at which this machine itself reaches the server. */
export function localOrigin({ host, port }) {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
