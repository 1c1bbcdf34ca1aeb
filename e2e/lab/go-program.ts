import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface GoProgram {
  readonly module: string
  readonly version: string
  /** The folder of its main package within the module. */
  readonly command: string
}

export type GoBuild =
  | { readonly state: 'built'; readonly path: string }
  /** Go's module proxy will not hand out this module: 403, 404 or 410. */
  | { readonly state: 'refused'; readonly status: number; readonly detail: string }

const cacheDir = join(import.meta.dirname, '../../.cache/go-bin')
const limitMs = 8 * 60_000
/** As `go` quotes the proxy: `reading https://…/@v/v1.0.0.info: 403 Forbidden`. */
const refusal = /reading \S+: (403|404|410) /

/**
 * Builds a program at a pinned version, once: it stays in `.cache/go-bin`. A module of our own requires it, since
 * `go install` wants more of the proxy (the list of all versions) than that one version. Throws where there is no Go,
 * where it does not compile, and after eight minutes.
 */
export async function buildGoProgram(program: GoProgram): Promise<GoBuild> {
  const name = program.command.split('/').at(-1) ?? 'program'
  const path = join(cacheDir, `${name}-${program.version}`)
  if (existsSync(path)) return { state: 'built', path }
  await mkdir(cacheDir, { recursive: true })
  const dir = await mkdtemp(join(tmpdir(), 'portolan-go-'))
  try {
    await go(dir, ['mod', 'init', 'portolan.invalid/lab'])
    const download = await go(dir, ['mod', 'download', `${program.module}@${program.version}`]).catch(
      refusalOf,
    )
    if (typeof download !== 'string') return download
    await go(dir, ['mod', 'edit', `-require=${program.module}@${program.version}`])
    const output = join(cacheDir, `.${name}-${process.pid}`)
    await go(dir, ['build', '-trimpath', '-o', output, `${program.module}/${program.command}`])
    await rename(output, path)
    return { state: 'built', path }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function refusalOf(error: Error): GoBuild {
  const status = refusal.exec(error.message)?.[1]
  if (!status) throw error
  return { state: 'refused', status: Number(status), detail: error.message.trim() }
}

function go(cwd: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod -buildvcs=false' }
  return new Promise((resolve, reject) => {
    const child = execFile('go', args, { cwd, env, timeout: limitMs }, (error, stdout, stderr) => {
      if (error) reject(new Error(`go ${args.join(' ')}: ${stderr || error.message}`, { cause: error }))
      else resolve(stdout)
    })
    // A build takes every core it can get; the tests beside it come first.
    if (child.pid) setPriority(child.pid, 15)
  })
}
