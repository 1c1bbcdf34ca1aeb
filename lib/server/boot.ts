import { join } from 'node:path'
import { defaultSyncEverySeconds } from '#lib/api/registries.ts'
import { seedDemo } from '#lib/embedded/demo.ts'
import { type EmbeddedRegistry, startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import { ensureAdministrator } from './auth/administrator.ts'
import { loadSecret } from './auth/secret.ts'
import { startAutomations } from './automations/start.ts'
import { startComparisons } from './comparisons/start-comparisons.ts'
import { type Config, type ConfiguredRegistry, loadConfig } from './config/config.ts'
import { startCopies } from './copy/start-copies.ts'
import { startRuns } from './deletion/run/start-runs.ts'
import { keepForgettingEvents } from './hooks/forget-events.ts'
import { startCompleting } from './index/complete-index.ts'
import { SingleFlight } from './index/single-flight.ts'
import { watchStatus } from './index/watch-status.ts'
import { createJobs } from './jobs/jobs.ts'
import { createSharedChanges } from './live/shared-changes.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { mirrorKind } from './mirrors/mirror-kind.ts'
import { RegistryDirectory } from './registries/directory.ts'
import type { RegistrySettings } from './registries/settings.ts'
import { loadStoredRegistries } from './registries/stored.ts'
import { policyKind } from './retention/policy-kind.ts'
import type { Runtime } from './runtime.ts'
import { openStore } from './store/store.ts'
import { startSync } from './sync/sync.ts'

/**
 * Opens everything that a process of Portolan needs, in the order in which one depends on the other. Throws
 * `ConfigError` or `StoreError`, whose messages are for the person who starts it.
 */
export async function boot(env: NodeJS.ProcessEnv, cwd: string): Promise<Runtime> {
  const config = await loadConfig({ env, cwd })
  const log = createLog(env.PORTOLAN_LOG_LEVEL ?? 'info')
  const secret = await loadSecret(config)
  const store = await openStore(config, {
    cwd,
    log: { info: (message) => log.debug(message), warn: (message) => log.warn(message) },
  })
  try {
    const administrator = await ensureAdministrator(store, config)
    const stored = () => loadStoredRegistries(store, secret)
    const demo =
      config.registries.length === 0 && (await stored()).length === 0 ? await startDemo(config) : null
    const configured = config.registries.map(settingsOf)
    const metrics = createMetrics()
    const registries = new RegistryDirectory(
      demo ? [demoSettings(demo.url)] : configured,
      stored,
      metrics.countUpstream,
    )
    await registries.reload()
    const flights = new SingleFlight()
    const changes = createSharedChanges({ connect: store.newClient, log })
    // Another replica may have changed them.
    changes.subscribe(({ about }) => {
      if (about === 'registries' || about === 'anything') registries.reload().catch(() => undefined)
    })
    const jobs = createJobs(store, log)
    const completing = startCompleting(store, log)
    announce(config, store.location, administrator, demo)
    const runtime: Runtime = {
      config,
      store,
      secret,
      log,
      registries,
      flights,
      jobs,
      changes,
      metrics,
      close: async () => {
        stopWatching()
        stopForgetting()
        policies.stop()
        mirroring.stop()
        comparing.stop()
        const stopped = Promise.all([sync.stop(), runs.stop(), copying.stop()])
        // What is under way ends with its connections; a list of thousands would outlast anybody's patience.
        await registries.close()
        await stopped
        await jobs.close()
        await flights.settled()
        await completing.stop()
        await changes.close()
        await demo?.close()
        await store.close()
      },
    }
    const stopWatching = watchStatus(runtime)
    const stopForgetting = keepForgettingEvents(runtime)
    const sync = startSync(runtime)
    const policies = startAutomations(policyKind, runtime)
    const mirroring = startAutomations(mirrorKind, runtime)
    const comparing = startComparisons(runtime)
    const runs = startRuns(runtime)
    const copying = startCopies(runtime)
    return runtime
  } catch (error) {
    await store.close()
    throw error
  }
}

const settingsOf = (registry: ConfiguredRegistry): RegistrySettings => ({ ...registry, source: 'file' })

const demoSettings = (url: string): RegistrySettings => ({
  id: 'demo',
  name: 'Demo registry',
  url,
  type: 'generic',
  auth: null,
  tls: null,
  publicHost: null,
  readOnly: false,
  repositories: [],
  syncEveryMs: defaultSyncEverySeconds * 1000,
  requestsPerMinute: null,
  source: 'demo',
})

/** Nothing is configured: a registry of our own, filled with sample images, shows what Portolan does. */
async function startDemo({ dataDir }: Config): Promise<EmbeddedRegistry> {
  const demo = await startEmbeddedRegistry({ dir: join(dataDir, 'demo-registry') })
  await seedDemo(demo.url)
  return demo
}

/** The lines that whoever starts Portolan reads; the generated password is printed here once and kept nowhere. */
function announce(
  config: Config,
  location: string,
  { username, generatedPassword }: { username: string; generatedPassword: string | null },
  demo: EmbeddedRegistry | null,
): void {
  const lines = [`Store: ${location}`]
  if (demo) {
    lines.push(
      `Demo: no registry is configured, so a sample one runs at ${demo.url}. Put yours into portolan.yaml.`,
    )
  } else lines.push(`Registries: ${config.registries.length} from ${config.configFile ?? 'the store'}`)
  if (generatedPassword) {
    lines.push(
      `Sign in as “${username}” with the password ${generatedPassword} (made up just now, shown only this once).`,
    )
  } else if (config.admin.password !== null) {
    lines.push(`Sign in as “${username}” with what PORTOLAN_ADMIN_PASSWORD says.`)
  } else {
    lines.push(`Sign in as “${username}”. Is the password lost? Start once with PORTOLAN_ADMIN_PASSWORD.`)
  }
  for (const line of lines) console.log(line)
}
