/**
 * `npm run bench`: installs and builds what is missing, then measures what docs/benchmarks.md promises and fails when a
 * bound is missed. `--quick` is smaller, for trying it out; `--only <words>` measures the topics with one of these words
 * (separated by commas) in their title; `--json <file>` keeps the figures.
 */
import { spawn } from 'node:child_process'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { findNode24 } from './node-24.mjs'
import { at, root } from './project.mjs'
import { main } from './terminal.mjs'
import { ensureSystem } from './test-system.mjs'

main(async () => {
  await ensureDependencies()
  const node = findNode24()
  await ensureSystem()
  await ensureBuild(node)
  const child = spawn(node, [at('e2e', 'bench', 'main.ts'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
})
