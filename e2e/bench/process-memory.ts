import { readdirSync, readFileSync } from 'node:fs'

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The processes below this one that serve Portolan: those that listen, not those that started them. */
export function findServers(): number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    const parent = /^PPid:\s*(\d+)/m.exec(read(`/proc/${entry}/status`))?.[1]
    if (/^\d+$/.test(entry) && parent) parents.set(Number(entry), Number(parent))
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === process.pid || isBelow(parent))
  }
  return [...parents.keys()].filter((pid) => isBelow(pid) && isServer(pid))
}

/** Next names the process after itself; before that it is `node … server.js`. */
const isServer = (pid: number) => /^next-server|\0server\.js(\0|$)/.test(read(`/proc/${pid}/cmdline`))

const field = (pid: number, name: string) =>
  Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) *
  1024

/** The most memory that a process has had resident since it started, in bytes, as the kernel keeps it. */
export const peakResidentBytes = (pid: number) => field(pid, 'VmHWM')
