/** `npm run audit:verify`: whether every row of the audit trail is as it was written. Exit code 1 where one is not. */
import { spawn } from 'node:child_process'
import { ensureDependencies } from './dependencies.mjs'
import { findNode24 } from './node-24.mjs'
import { at } from './project.mjs'
import { main } from './terminal.mjs'

main(async () => {
  await ensureDependencies()
  const child = spawn(findNode24(), [at('scripts', 'audit-verify.ts')], { stdio: 'inherit' })
  process.exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
})
