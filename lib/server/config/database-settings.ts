import { ConfigError } from './config-error.ts'
import { readEnvironment } from './environment.ts'
import type { LoadOptions } from './load-config.ts'
import type { Config } from './types.ts'

/**
 * Where the database is: as much of the configuration as a command needs that works on it beside the application. The
 * file and what it asks of the environment, such as passwords of registries, need not be at hand in that shell.
 */
export function loadDatabaseSettings(options: LoadOptions = {}): Pick<Config, 'dataDir' | 'databaseUrl'> {
  const env = options.env ?? process.env
  const cwd = env.PORTOLAN_CWD || (options.cwd ?? process.cwd())
  const isRoot = options.isRoot ?? process.getuid?.() === 0
  const { values, mistakes } = readEnvironment(env, { cwd, isRoot })
  const ours = mistakes.filter(({ key }) => key === 'DATABASE_URL')
  if (ours.length > 0) throw new ConfigError(ours)
  return { dataDir: values.dataDir, databaseUrl: values.databaseUrl }
}
