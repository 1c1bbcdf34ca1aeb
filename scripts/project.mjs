import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from './terminal.mjs'

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const at = (...parts) => join(root, ...parts)

export const readText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null)
export const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/**
 * Runs a program and keeps what it writes. Rejects with a refusal that shows the last of it when it fails.
 */
export function runQuietly(file, args, { title, env = process.env, cwd = root }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => reject(new Refusal(`${title} failed: ${error.message}`)))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new Refusal(`${output.trim()}\n\n${title} failed (${signal ?? `exit code ${code}`}).`))
    })
  })
}
