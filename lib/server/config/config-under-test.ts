import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { ConfigError, loadConfig } from './config.ts'

/** A folder of its own for each test, with the configuration files that the test writes. */
let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'portolan-config-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

export const folder = () => dir
export const write = (text: string, name = 'portolan.yaml') => writeFileSync(join(dir, name), text)
export const load = (env: Record<string, string> = {}) => loadConfig({ env, cwd: dir, isRoot: false })

/** The lines of the ConfigError. */
export async function mistakesOf(env: Record<string, string> = {}): Promise<string[]> {
  const error: unknown = await load(env).then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof ConfigError)) throw new Error('no ConfigError', { cause: error })
  return error.message.split('\n')
}

/** A file with one registry, and what else is said of it from line 4 on. */
export const one = (rest: string) => `registries:\n  - id: one\n    url: http://r.example\n${rest}`
