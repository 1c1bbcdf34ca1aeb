/** `npm run dev`: Portolan out of its sources; a change shows at once. */
import { readAddress, requireFreePort } from './address.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { findNode24 } from './node-24.mjs'
import { at, root } from './project.mjs'
import { serve, serverEnvironment } from './serve.mjs'
import { main } from './terminal.mjs'

main(async () => {
  await ensureDependencies()
  const node = findNode24()
  const address = readAddress(node, { ...process.env, PORTOLAN_CWD: root })
  await requireFreePort(address)
  const next = at('node_modules', 'next', 'dist', 'bin', 'next')
  await serve({
    node,
    args: [next, 'dev', '--hostname', address.host, '--port', String(address.port)],
    cwd: root,
    env: { ...serverEnvironment(address), NODE_ENV: 'development' },
    address,
    title: 'Starting the development server',
  })
})
