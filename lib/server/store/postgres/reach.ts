import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { codeOf, StoreError } from '../store-error.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { knock, spawnPostmaster } from './postmaster.ts'
import { isAlive, processesIn, readPidFile, waitForOrphans } from './processes.ts'
import { tailServerLog } from './server-log.ts'

const maxStarts = 5
const silentMs = 60_000

const hasEnded = (child: ChildProcess | null) =>
  !child || child.exitCode !== null || child.signalCode !== null

/** Whether the process that the pid file names can be the server. Ids are used again, after a reboot above all. */
async function canBeServer(data: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  const processes = await processesIn(data)
  return processes === null || processes.certain.includes(pid) || processes.possible.includes(pid)
}

/**
 * A connection to the cluster's server. One that runs already, left by an application that was killed or started by
 * another one at this moment, is used as it is; otherwise one is started, once whatever was left of the last has ended.
 */
export async function reachServer(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  signal: AbortSignal,
): Promise<{ client: pg.Client; port: number; wasRunning: boolean }> {
  let child: ChildProcess | null = null
  let starts = 0
  let lastWord = Date.now()
  for (;;) {
    signal.throwIfAborted()
    const running = await readPidFile(cluster.data)
    if (running && (await canBeServer(cluster.data, running.pid))) {
      const answer = await knock(cluster, running.port)
      if (answer.state === 'open') {
        return { client: answer.client, port: running.port, wasRunning: child?.pid !== running.pid }
      }
      if (answer.state === 'stranger') {
        throw new StoreError(
          'incompatible',
          `the database server of ${cluster.dir} (process ${running.pid}) does not take the password in ${join(cluster.dir, 'password')}, or serves another folder`,
        )
      }
      // Recovery after a crash takes the time that it takes.
      if (answer.state === 'busy') lastWord = Date.now()
    } else if (hasEnded(child)) {
      // PostgreSQL itself would take any living process of that id and account for the server.
      if (running && isAlive(running.pid)) await rm(join(cluster.data, 'postmaster.pid'), { force: true })
      await waitForOrphans(cluster.data)
      if (starts === maxStarts) {
        throw new StoreError(
          'unavailable',
          `the embedded database in ${cluster.dir} does not start; it says:\n${await tailServerLog(cluster.dataDir)}`,
        )
      }
      if (starts > 0) await sleep(100 * 2 ** starts)
      starts++
      lastWord = Date.now()
      child = await spawnPostmaster(cluster, binaries, account).catch((e: unknown) => {
        throw new StoreError(
          'unavailable',
          `the embedded database's program ${join(binaries.dir, 'bin', 'postgres')} cannot be run (${codeOf(e) ?? 'error'})`,
          { cause: e },
        )
      })
    }
    if (Date.now() - lastWord > silentMs) {
      throw new StoreError('unavailable', `the embedded database in ${cluster.dir} does not answer`)
    }
    await sleep(20)
  }
}
