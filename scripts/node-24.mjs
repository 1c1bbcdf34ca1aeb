import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { at } from './project.mjs'
import { Refusal } from './terminal.mjs'

const runs = (path) => {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return status === 0 && /^v24\./.test(stdout.trim())
}

/** The Node 24 that Portolan runs on: the one in node_modules, or the running one where it is as new. */
export function findNode24() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const bundled = at('node_modules', `node-${process.platform}-${process.arch}`, 'bin', name)
  if (existsSync(bundled) && runs(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Refusal(
    `Portolan runs on Node 24. npm brings it for Linux (x64, arm64) and macOS (x64), and it is not there for ${process.platform}-${process.arch} (or does not run here), and this is Node ${process.versions.node}. Install Node 24, or run "npm ci" again without --omit=optional.`,
  )
}
