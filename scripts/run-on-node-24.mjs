import { spawn } from 'node:child_process'
import { ensureDependencies } from './dependencies.mjs'
import { findNode24 } from './node-24.mjs'
import { at, root } from './project.mjs'

/** Runs a script of this folder on Node 24, on the same terminal, with whatever it needs installed; ends as it does. */
export async function runOnNode24(script, args = []) {
  await ensureDependencies()
  const child = spawn(findNode24(), [at('scripts', script), ...args], {
    stdio: 'inherit',
    // As `npm start` has it: relative paths mean the same from whatever folder this is called.
    env: { ...process.env, PORTOLAN_CWD: root },
  })
  process.exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}
