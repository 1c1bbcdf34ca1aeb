import type { Config } from '#lib/api/manifests.ts'

/** A command as one text in which each argument can be told from the next. */
const command = (words: readonly string[]) => (words.length > 0 ? JSON.stringify(words) : null)

/** What an image runs with, as values by name; what it does not say has none. */
export function settingsOf(config: Config | null): ReadonlyMap<string, string> {
  if (!config) return new Map()
  const values = {
    user: config.user,
    workingDir: config.workingDir,
    entrypoint: command(config.entrypoint),
    cmd: command(config.cmd),
    stopSignal: config.stopSignal,
    healthcheck: command(config.healthcheck),
    author: config.author,
    createdAt: config.createdAt,
  }
  return new Map(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value] as const] : [])))
}
