import { readFileSync } from 'node:fs'

const read = (path) => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** npm runs a script through `sh`, which may stay between the two of them. */
function ancestors() {
  const parent = process.ppid
  const isShell = ['sh', 'dash'].includes(read(`/proc/${parent}/comm`))
  const grandparent = isShell ? /^PPid:\s*(\d+)/m.exec(read(`/proc/${parent}/status`))?.[1] : ''
  return `${parent} ${grandparent}`
}

/**
 * Calls back when the npm that runs this script has ended, be it killed: a signal to npm reaches its shell and not what
 * runs below. A script that was started without npm may outlive whoever started it.
 */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_lifecycle_event) return
  const before = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === before) return
    clearInterval(timer)
    callback()
  }, 500)
  timer.unref()
}
