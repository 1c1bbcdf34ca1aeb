/** Run on Node 24 by the start scripts: the configuration's public part as JSON, or what is wrong with it, exit code 1. */
import { isConfigError, loadConfig } from '#lib/server/config/config.ts'

try {
  const { port, host, publicUrl } = await loadConfig()
  console.log(JSON.stringify({ port, host, publicUrl }))
} catch (error) {
  console.error(isConfigError(error) ? error.message : error)
  process.exit(1)
}
