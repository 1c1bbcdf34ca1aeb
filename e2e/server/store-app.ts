/**
 * An application as far as the store can tell, to be killed by the tests: opens the store of the folder in its first
 * argument and, with `write`, writes audit rows one after another. It says what happens a line each:
 * `open <location>`, `wrote <n>` once row n is committed, `failed <code>`, `warn <message>`, `error <code> <message>`.
 */

import { audit } from '#lib/server/store/schema.ts'
import { openStore, StoreError } from '#lib/server/store/store.ts'

const [dataDir = '', mode = 'hold', from = '0'] = process.argv.slice(2)
const say = (...words: unknown[]) => process.stdout.write(`${words.join(' ')}\n`)

try {
  const store = await openStore(
    { dataDir, databaseUrl: process.env.DATABASE_URL ?? null },
    {
      log: { info: (message) => say('info', message), warn: (message) => say('warn', message) },
      onLost: (error) => {
        say('lost', error.message)
        process.exit(3)
      },
    },
  )
  const end = async () => {
    await store.close()
    say('closed')
    process.exit(0)
  }
  process.once('SIGTERM', () => void end())
  say('open', store.location)
  if (mode === 'hold') setInterval(() => undefined, 60_000)
  for (let n = Number(from); mode === 'write'; n++) {
    const row = {
      actor: 'writer',
      action: 'tag.delete',
      phase: 'started',
      operation: crypto.randomUUID(),
    } as const
    try {
      await store.db.insert(audit).values({ ...row, detail: String(n) })
      say('wrote', n)
    } catch (e) {
      say('failed', e instanceof Error ? e.message.split('\n')[0] : e)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
} catch (e) {
  if (!(e instanceof StoreError)) throw e
  say('error', e.code, e.message)
  process.exit(1)
}
