import pLimit from 'p-limit'
import type { Runtime } from '../runtime.ts'
import { isOlderThan } from './clock.ts'
import { checkStatus, readRegistryState } from './registry-state.ts'

const everyMs = 60_000
/** Another replica, or somebody who looks, may have asked meanwhile. */
const dueAfterMs = everyMs - 10_000
const atOnce = 8

/**
 * Asks each registry once a minute whether it is there, whoever looks or not: "not answering since three o'clock" is true
 * only when somebody asked at three. Answers what ends it.
 */
export function watchStatus(runtime: Runtime): () => void {
  const round = () =>
    checkAll(runtime).catch((error) =>
      runtime.log.warn({ error }, 'the status of the registries was not asked'),
    )
  const timer = setInterval(round, everyMs)
  timer.unref()
  void round()
  return () => clearInterval(timer)
}

async function checkAll(runtime: Runtime): Promise<void> {
  const limit = pLimit(atOnce)
  const registries = await runtime.registries.list()
  await Promise.all(
    registries.map((registry) =>
      limit(async () => {
        const { checkedAt } = (await readRegistryState(runtime, registry.settings.id)).status
        if (isOlderThan(checkedAt ? new Date(checkedAt) : null, dueAfterMs))
          await checkStatus(runtime, registry)
      }),
    ),
  )
}
