import { spawn } from 'node:child_process'

/**
 * Runs a command beside a watcher that kills it once our end of standard input closes. The kernel closes that end
 * however we die (kill -9 included), so that no test run leaves a server behind.
 */
const leash = `exec 3<&0
"$@" 3<&- &
child=$!
{ cat <&3 >/dev/null; kill -9 $child; } 2>/dev/null &
watcher=$!
wait $child
kill $watcher`

/**
 * What a program needs to be found and to find its files, and nothing else of ours: whoever runs the tests may have a
 * configuration of the very programs under test in the environment (PORTOLAN_*, DATABASE_URL, REGISTRY_*, NODE_OPTIONS).
 */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NEXT_DIST_DIR'] as const

export function bareEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(inherited.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
}

export interface ServerProcess {
  /** Standard output and standard error, line by line. */
  readonly lines: readonly string[]
  /** Forgets the lines seen so far. */
  clearLines(): void
  /** Kills it and waits until it is gone. Harmless when it is gone already. */
  stop(): Promise<void>
}

export interface ServerCommand {
  command: string
  args: readonly string[]
  /** Beside the bare one: nothing else of our own environment is handed on. */
  env?: Readonly<Record<string, string>>
  cwd?: string
  /** Tried again and again until it resolves with true. */
  isReady: () => Promise<boolean>
  timeoutMs?: number
}

/** Starts a server and resolves once it is ready; rejects with its output when it ends or takes too long instead. */
export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  const child = spawn('/bin/sh', ['-c', leash, 'sh', server.command, ...server.args], {
    cwd: server.cwd,
    env: { NODE_ENV: 'test', ...bareEnvironment(), ...server.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  collectLines(child.stdout, lines)
  collectLines(child.stderr, lines)
  let hasExited = false
  const exited = new Promise<void>((resolve) => {
    const settle = () => {
      hasExited = true
      child.stdin.end()
      resolve()
    }
    child.once('exit', settle)
    child.once('error', (error) => {
      lines.push(String(error))
      settle()
    })
  })
  child.stdin.on('error', () => {})
  const stop = async () => {
    child.stdin.end()
    await exited
  }

  const deadline = Date.now() + (server.timeoutMs ?? 15_000)
  while (!hasExited && Date.now() < deadline) {
    if (await server.isReady().catch(() => false)) {
      return { lines, clearLines: () => lines.splice(0), stop }
    }
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  const why = hasExited ? 'ended before it was ready' : 'was not ready in time'
  await stop()
  throw new Error(`${server.command} ${why}:\n${lines.slice(-20).join('\n')}`)
}

function collectLines(stream: NodeJS.ReadableStream, lines: string[]) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
}
