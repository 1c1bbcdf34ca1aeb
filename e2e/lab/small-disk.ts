import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whoever is not root may mount within a name space of users, where the kernel allows that. */
const isRoot = process.getuid?.() === 0
const apart = ['--mount', ...(isRoot ? [] : ['--user', '--map-root-user'])]
const within = ['--mount', ...(isRoot ? [] : ['--user', '--preserve-credentials'])]

/**
 * A disk that is soon full, for one process: a file system in memory, mounted in a name space of its own, so that it is gone with the
 * process however that ends.
 */
export async function smallDisk(scratch: string, dir: string, bytes: number) {
  const pidFile = join(scratch, 'disk.pid')
  await mkdir(dir, { recursive: true })
  await run('unshare', [...apart, 'mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', dir]).catch(
    (error) => {
      throw new Error(
        `A disk that can be full has to be mounted, which this machine does not allow: ${error.message}`,
      )
    },
  )
  const script = 'mount -t tmpfs -o size="$1" tmpfs "$2" && echo $$ > "$3" && shift 3 && exec "$@"'
  return {
    /** The same command with its disk. */
    commandOf: (command: readonly string[]): readonly [string, ...string[]] => [
      'unshare',
      ...apart,
      ...['sh', '-c', script, 'sh', String(bytes), dir, pidFile],
      ...command,
    ],
    async resize(size: number) {
      const target = (await readFile(pidFile, 'utf8')).trim()
      // What stands in the table of mounts says ids that a name space of users does not know.
      const options = ['--options-source', 'disable', '-t', 'tmpfs', '-o', `remount,size=${size}`]
      await run('nsenter', ['--target', target, ...within, 'mount', ...options, 'tmpfs', dir])
    },
  }
}
