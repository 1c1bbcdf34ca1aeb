import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from './free-port.ts'
import type { GoProgram } from './go-program.ts'
import { startServer } from './process.ts'
import { makeScratchDir } from './scratch-dir.ts'

export const goPrograms = {
  distribution3: {
    module: 'github.com/distribution/distribution/v3',
    version: 'v3.1.1',
    command: 'cmd/registry',
  },
  olareg: { module: 'github.com/olareg/olareg', version: 'v0.1.2', command: 'cmd/olareg' },
  // Without build tags it is zot's minimal build: the registry and none of the extensions.
  zot: { module: 'zotregistry.dev/zot/v2', version: 'v2.1.20', command: 'cmd/zot' },
} as const satisfies Record<string, GoProgram>

export interface PlainRegistry {
  readonly url: string
  stop(): Promise<void>
}

type CommandLine = (place: { port: number; dir: string }) => readonly string[] | Promise<readonly string[]>

/** `olareg serve` with every part of its API switched on. */
export const startOlareg = (path: string) =>
  startPlain(path, ({ port, dir }) => [
    ...['serve', '--addr', '127.0.0.1', '--port', String(port), '--dir', dir],
    ...['--api-push', '--api-delete', '--api-blob-delete', '--api-referrer'],
  ])

export const startZot = (path: string) =>
  startPlain(path, async ({ port, dir }) => {
    const file = join(dir, 'zot.json')
    const config = {
      distSpecVersion: '1.1.1',
      storage: { rootDirectory: join(dir, 'data'), gc: false },
      http: { address: '127.0.0.1', port: String(port), compat: ['docker2s2'] },
      log: { level: 'warn' },
    }
    await writeFile(file, JSON.stringify(config))
    return ['serve', file]
  })

/** A registry that anybody may use, on a free port, with a folder that goes with it. */
async function startPlain(command: string, argsOf: CommandLine): Promise<PlainRegistry> {
  const dir = await makeScratchDir('registry')
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const removeDir = () => rm(dir, { recursive: true, force: true })
  try {
    const server = await startServer({
      command,
      args: await argsOf({ port, dir }),
      isReady: async () => (await fetch(`${url}/v2/`)).ok,
    })
    const stop = async () => {
      await server.stop()
      await removeDir()
    }
    return { url, stop }
  } catch (error) {
    await removeDir()
    throw error
  }
}
