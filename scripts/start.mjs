/** `npm start`: installs and builds what is missing or stale, then runs Portolan. Needs Node 20 and npm, nothing else. */
import { readAddress, requireFreePort } from './address.mjs'
import { ensureBuild, standaloneFolder } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { memoryArguments, memoryEnvironment } from './memory.mjs'
import { findNode24 } from './node-24.mjs'
import { root } from './project.mjs'
import { serve, serverEnvironment } from './serve.mjs'
import { main } from './terminal.mjs'

main(async () => {
  await ensureDependencies()
  const node = findNode24()
  const address = readAddress(node, { ...process.env, PORTOLAN_CWD: root })
  await requireFreePort(address)
  await ensureBuild(node)
  await serve({
    node,
    args: [...memoryArguments(), 'server.js'],
    cwd: standaloneFolder(),
    env: { ...serverEnvironment(address), ...memoryEnvironment, NODE_ENV: 'production' },
    address,
    title: 'Starting',
  })
})
