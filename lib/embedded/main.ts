import { parseArgs } from 'node:util'
import { seedDemo } from './demo.ts'
import { startEmbeddedRegistry } from './registry.ts'

/** node lib/embedded/main.ts --dir <folder> [--host <host>] [--port <port>] [--read-only] [--no-delete] [--seed] */
const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '5000' },
    'read-only': { type: 'boolean', default: false },
    'no-delete': { type: 'boolean', default: false },
    seed: { type: 'boolean', default: false },
  },
})

if (values.dir === undefined || !/^\d{1,5}$/.test(values.port)) {
  console.error(
    'usage: node lib/embedded/main.ts --dir <folder> [--host <host>] [--port <port>] [--read-only] [--no-delete] [--seed]',
  )
  process.exit(2)
}

const registry = await startEmbeddedRegistry({
  dir: values.dir,
  host: values.host,
  port: Number(values.port),
  readOnly: values['read-only'],
  deleteEnabled: !values['no-delete'],
  onError: (error) => console.error(error),
})
console.log(`registry at ${registry.url}`)
if (values.seed) await seedDemo(registry.url, (text) => console.log(`filling ${text}`))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void registry.close().then(() => process.exit(0)))
}
