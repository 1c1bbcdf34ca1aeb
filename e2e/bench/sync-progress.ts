import type { z } from 'zod'
import type { getSync, SyncWalk } from '#lib/api/sync.ts'
import type { Console } from './bench.ts'
import { NotMeasured } from './measurement.ts'
import { listen } from './told.ts'

export type Walk = z.infer<typeof SyncWalk>
type Sync = z.infer<(typeof getSync)['response']>

const patienceMs = 10 * 60_000

const ask = ({ json }: Console, registry: string) => json<Sync>(`/registries/${registry}/sync`)

/** A walk tells twice a second how far it has come. */
const askEveryMs = 500

/** Resolves with the newest walk once more than `walks` are there and none is under way. */
export async function untilWalked(console: Console, registry: string, walks: number): Promise<Walk> {
  const told = await listen(console, ['registry'])
  try {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
      await told.next()
      const now = await ask(console, registry)
      const [newest] = now.walks
      if (newest && now.walks.length > walks && newest.state !== 'running') return newest
      await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    }
  } finally {
    told.stop()
  }
  throw new NotMeasured(`no walk ended within ${patienceMs / 60_000} minutes`)
}

/** Asks for a walk, `prepare` right before it. Answers how many walks there were already. */
export async function startWalk(console: Console, registry: string, prepare: () => Promise<void>) {
  const before = await ask(console, registry)
  await prepare()
  await console.json(`/registries/${registry}/refresh`, { method: 'POST' }, 202)
  return before.walks.length
}
