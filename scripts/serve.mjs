import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { pathToFileURL } from 'node:url'
import { localOrigin } from './address.mjs'
import { whenNpmIsGone } from './npm-gone.mjs'
import { at, root } from './project.mjs'
import { bold, passThrough, Refusal, step } from './terminal.mjs'

const patienceMs = 180_000

/** The server's environment: where it listens, and from where relative paths of the configuration count. */
export const serverEnvironment = ({ host, port }) => ({
  ...process.env,
  PORT: String(port),
  // Containers set HOSTNAME to their own name, and Next would listen there.
  HOSTNAME: host,
  PORTOLAN_CWD: root,
  NEXT_TELEMETRY_DISABLED: '1',
  // Portolan ends its database before the process ends; Next would not wait for that.
  NEXT_MANUAL_SIG_HANDLE: 'true',
})

const isReady = (url) =>
  new Promise((resolve) => {
    const request = get(url, { timeout: 5000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(false))
  })

async function untilReady(address, hasEnded) {
  const url = `${localOrigin(address)}/readyz`
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    if (hasEnded() || (await isReady(url))) return !hasEnded()
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Refusal(`${url} did not answer within ${patienceMs / 1000} seconds.`)
}

const exitCodeOf = (code, signal) =>
  code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1)

/**
 * Starts the server, says where it is once it is ready, and ends as it ends: signals go on to it, its exit code is ours.
 */
export async function serve({ node, args, cwd, env, address, title }) {
  const follow = ['--import', pathToFileURL(at('scripts', 'follow-parent.mjs')).href]
  const child = spawn(node, [...follow, ...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined)
  child.stdout.on('data', (chunk) => passThrough(process.stdout, chunk))
  child.stderr.on('data', (chunk) => passThrough(process.stderr, chunk))
  let ended = null
  const end = new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      ended = 1
      resolve()
    })
    child.once('close', (code, signal) => {
      ended ??= exitCodeOf(code, signal)
      resolve()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C on a terminal reaches the whole process group by itself.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    })
  }
  whenNpmIsGone(() => child.kill('SIGTERM'))
  try {
    const ready = await step(title, async () => {
      if (await untilReady(address, () => ended !== null)) return true
      console.error(`The server ended before it was ready (exit code ${ended}).`)
      throw new Refusal('', ended)
    }).catch((error) => {
      if (error instanceof Refusal && ended !== null) return false
      throw error
    })
    if (ready) console.log(`\n${bold(`Portolan is ready at ${address.publicUrl}`)}\nCtrl-C ends it.`)
  } catch (error) {
    child.kill('SIGTERM')
    throw error
  }
  await end
  process.exit(ended)
}
