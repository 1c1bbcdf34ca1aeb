/**
 * All of Portolan but its pages, to be killed by the tests: boots with the environment it is given, and says what happens
 * a line each: `up`, `walk <registry> <state> <repositories done> <requests of this process> <resident MB at most>`.
 */

import { boot } from '#lib/server/boot.ts'

const say = (...words: unknown[]) => process.stdout.write(`${words.join(' ')}\n`)

const runtime = await boot(process.env, process.cwd())
say('up')
process.once('SIGTERM', () => void runtime.close().then(() => process.exit(0)))

let most = 0
let before = ''
const look = async () => {
  most = Math.max(most, process.memoryUsage.rss() >> 20)
  const { rows } = await runtime.store.pool.query<{ registry_id: string; state: string; done: number }>(
    `SELECT DISTINCT ON (registry_id) registry_id, state, repositories_done AS done FROM sync_walks
     ORDER BY registry_id, started_at DESC`,
  )
  const clients = new Map(
    (await runtime.registries.list()).map(({ settings, client }) => [settings.id, client]),
  )
  const lines = rows.map(
    ({ registry_id: id, state, done }) =>
      `walk ${id} ${state} ${done} ${clients.get(id)?.traffic().requests ?? 0}`,
  )
  if (lines.join() === before) return
  before = lines.join()
  for (const line of lines) say(line, most)
}
for (;;) {
  await look().catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 50))
}
