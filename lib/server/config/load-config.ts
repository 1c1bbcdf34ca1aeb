import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { nothingConfigured, readConfigurationFile } from './configuration-file.ts'
import { type Environment, readEnvironment } from './environment.ts'
import type { Config } from './types.ts'

export interface LoadOptions {
  readonly env?: Environment
  /**
   * What relative paths are relative to, unless `PORTOLAN_CWD` says so. Next's standalone server changes into its own
   * folder, so that the start script names the one in which it was started.
   */
  readonly cwd?: string
  readonly isRoot?: boolean
}

const defaultTrashDays = 30

/** The configuration out of environment and file. Throws one `ConfigError` that names every mistake. */
export async function loadConfig(options: LoadOptions = {}): Promise<Config> {
  const env = options.env ?? process.env
  const cwd = env.PORTOLAN_CWD || (options.cwd ?? process.cwd())
  const isRoot = options.isRoot ?? process.getuid?.() === 0
  const { values, mistakes } = readEnvironment(env, { cwd, isRoot })

  const configFile = env.PORTOLAN_CONFIG
    ? resolve(cwd, env.PORTOLAN_CONFIG)
    : ([resolve(cwd, 'portolan.yaml')].find((path) => existsSync(path)) ?? null)
  const file =
    configFile === null
      ? { ...nothingConfigured, mistakes: [] }
      : await readConfigurationFile(configFile, { env, cwd })

  const all = [...mistakes, ...file.mistakes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))]
  if (all.length > 0) throw new ConfigError(all)
  const { registries, protect, policies, mirrors, comparisons } = file
  const trashDays = values.trashDays ?? file.trashDays ?? defaultTrashDays
  return { ...values, configFile, registries, protect, policies, mirrors, comparisons, trashDays }
}
