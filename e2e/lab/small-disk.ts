import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * A disk that is soon full, for one process: a file system in memory, mounted in a name space of its own, so that it is gone with the
 * process however that ends.
 */
export async function smallDisk(scratch: string, dir: string, bytes: number) {
  const pidFile = join(scratch, 'disk.pid')
  await mkdir(dir, { recursive: true })
  await run('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', dir]).catch(
    (error) => {
      throw new Error(
        `This machine lets nobody mount a disk, which root may and this test needs: ${error.message}`,
      )
    },
  )
  const script = 'mount -t tmpfs -o size="$1" tmpfs "$2" && echo $$ > "$3" && shift 3 && exec "$@"'
  return {
    commandOf: (command: readonly string[]) =>
      ['unshare', '--mount', 'sh', '-c', script, 'sh', String(bytes), dir, pidFile, ...command] as [
        string,
        ...string[],
      ],
    async resize(size: number) {
      const target = (await readFile(pidFile, 'utf8')).trim()
      await run('nsenter', ['--target', target, '--mount', 'mount', '-o', `remount,size=${size}`, dir])
    },
  }
}
