import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../store-error.ts'

/** Whether a process of that id exists (a zombie included). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (e) {
    return codeOf(e) === 'EPERM'
  }
}

export function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself.
  }
}

/** What `postmaster.pid` says; null where there is none, or it is only half written. */
export async function readPidFile(data: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && Number.isInteger(pid) && port > 0 && Number.isInteger(port) ? { pid, port } : null
}

export interface DatabaseProcesses {
  /** Their working folder is this database's: the server and its children stand in it for life. */
  readonly certain: readonly number[]
  /** Of the same account, with a working folder that we may not see (a container without CAP_SYS_PTRACE). */
  readonly possible: readonly number[]
}

/** Which processes serve a database; null where the system has no /proc to tell. */
export async function processesIn(data: string): Promise<DatabaseProcesses | null> {
  if (process.platform !== 'linux') return null
  const folder = await realpath(data)
  const { uid } = await stat(data)
  const certain: number[] = []
  const possible: number[] = []
  await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(async (name) => {
        try {
          if ((await readlink(`/proc/${name}/cwd`)) === folder) certain.push(Number(name))
        } catch (e) {
          const isHidden = codeOf(e) === 'EACCES' || codeOf(e) === 'EPERM'
          const owner = isHidden ? await stat(`/proc/${name}`).catch(() => null) : null
          if (owner?.uid === uid) possible.push(Number(name))
        }
      }),
  )
  return { certain, possible }
}

/**
 * After a kill -9 of the server its children end as soon as they look up from their work, and no new server can start
 * before. Those that don't within 3 seconds are ended, as the server itself would have done after a crash.
 */
export async function waitForOrphans(data: string) {
  for (let waitedMs = 0; waitedMs < 15_000; waitedMs += 100) {
    const orphans = (await processesIn(data))?.certain ?? []
    const running = await readPidFile(data)
    // Another start has brought up a server meanwhile: those are its children.
    if (orphans.length === 0 || (running && orphans.includes(running.pid))) return
    if (waitedMs === 3000) for (const pid of orphans) signal(pid, 'SIGQUIT')
    if (waitedMs === 6000) for (const pid of orphans) signal(pid, 'SIGKILL')
    await sleep(100)
  }
}
