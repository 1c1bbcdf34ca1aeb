import { writeFileSync } from 'node:fs'
import { at, readText, runQuietly, sha256 } from './project.mjs'
import { step } from './terminal.mjs'

const stampPath = at('node_modules', '.portolan-lock')

/** What node_modules must have been made from. */
const wanted = () => sha256(`${process.platform}-${process.arch}\n${readText(at('package-lock.json'))}`)

/** Whether npm itself, run by hand, has installed exactly what the lock file asks for. */
function isInstalledByHand() {
  const installed = readText(at('node_modules', '.package-lock.json'))
  const lock = readText(at('package-lock.json'))
  if (!installed || !lock) return false
  const have = JSON.parse(installed).packages ?? {}
  return Object.entries(JSON.parse(lock).packages ?? {}).every(([path, entry]) => {
    if (path === '') return true
    // Those of other platforms are optional, and stay away.
    if (!have[path]) return entry.optional === true
    return have[path].version === entry.version && have[path].integrity === entry.integrity
  })
}

/** Installs what package-lock.json asks for, unless it is there. */
export async function ensureDependencies() {
  const hash = wanted()
  if (readText(stampPath) === hash) return
  if (!isInstalledByHand()) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    await step('Installing dependencies', () =>
      runQuietly(npm, ['ci', '--include=dev', '--no-audit', '--no-fund'], { title: 'npm ci' }),
    )
  }
  writeFileSync(stampPath, hash)
}
