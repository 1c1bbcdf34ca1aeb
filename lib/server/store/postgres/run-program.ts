import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

/** Nothing of our own environment: it holds secrets, and PG* variables would change what the programs do. */
export const programEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** Runs a program to its end under the account. Resolves with its exit code and the last 4 kB that it wrote. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { account: Account; cwd: string },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.account.ids,
      cwd: options.cwd,
      env: programEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (piece: Buffer) => {
      output = (output + piece.toString()).slice(-4096)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: output.trim() }))
  })
}
