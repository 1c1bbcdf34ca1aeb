import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { codeOf } from '../store-error.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { type Cluster, clusterUser } from './cluster.ts'
import { isAlive, readPidFile, signal } from './processes.ts'
import { programEnvironment } from './run-program.ts'
import { boundServerLog, serverLogOf } from './server-log.ts'

const settings: Readonly<Record<string, string | number>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 50,
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // Parallel queries need shared memory that containers are short of (/dev/shm of 64 MB).
  max_parallel_workers_per_gather: 0,
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // Nobody replicates from here.
  wal_level: 'minimal',
  max_wal_senders: 0,
  min_wal_size: '80MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  // A first walk fills empty tables within seconds: the planner should not take them for empty for a minute.
  autovacuum_naptime: '10s',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A query of an app that was killed ends soon, and gives up its locks.
  client_connection_check_interval: '2s',
  idle_in_transaction_session_timeout: '5min',
  // Errors of statements go to whoever sent them; their text, which can hold anything, is never logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * Starts the server and does not wait for it. In a session of its own: a Ctrl-C in the terminal must not take the
 * database away from the application before that has ended its work.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
): Promise<ChildProcess> {
  await boundServerLog(cluster.dataDir)
  const log = await open(serverLogOf(cluster.dataDir), 'a', 0o600)
  try {
    const options = Object.entries({ ...settings, port: await freePort() }).flatMap(([k, v]) => [
      '-c',
      `${k}=${v}`,
    ])
    const child = spawn(join(binaries.dir, 'bin', 'postgres'), ['-D', cluster.data, ...options], {
      ...account.ids,
      cwd: '/',
      env: programEnvironment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await once(child, 'spawn')
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

export const connectionTo = (cluster: Cluster, port: number) => ({
  host: '127.0.0.1',
  port,
  user: clusterUser,
  password: cluster.password,
  database: 'postgres',
  ssl: false,
})

export type Knock =
  | { readonly state: 'open'; readonly client: pg.Client }
  /** Starting, recovering after a crash, or shutting down: it says so itself. */
  | { readonly state: 'busy' }
  | { readonly state: 'closed' }
  /** A server, but of another data folder, or with another password. */
  | { readonly state: 'stranger' }

/** Connects to the server on that port, and makes sure that it serves this cluster. */
export async function knock(cluster: Cluster, port: number): Promise<Knock> {
  const client = new pg.Client({
    ...connectionTo(cluster, port),
    application_name: `portolan ${process.pid}`,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  // Without a listener a lost connection would end the process; whoever keeps the client listens to `end`.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ dir: string }>("select current_setting('data_directory') as dir")
    const serves = rows[0] && (await realpath(rows[0].dir).catch(() => null))
    if (serves === (await realpath(cluster.data))) return { state: 'open', client }
    await client.end()
    return { state: 'stranger' }
  } catch (e) {
    await client.end().catch(() => undefined)
    // 57P03 cannot_connect_now, 28… invalid_authorization
    if (codeOf(e) === '57P03') return { state: 'busy' }
    return { state: codeOf(e)?.startsWith('28') ? 'stranger' : 'closed' }
  }
}

/**
 * Fast shutdown: open transactions are rolled back, everything committed is on the disk. Resolves when it is over;
 * a server that needs more than 20 seconds is told to stop at once, and recovers as it starts the next time.
 */
export async function stopPostmaster(cluster: Cluster) {
  const running = await readPidFile(cluster.data)
  if (!running) return
  signal(running.pid, 'SIGINT')
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 20) {
    // The pid file goes last; in a container without an init the process itself stays on as a zombie.
    if ((await readPidFile(cluster.data))?.pid !== running.pid || !isAlive(running.pid)) return
    if (waitedMs === 20_000) signal(running.pid, 'SIGQUIT')
    await sleep(20)
  }
}
