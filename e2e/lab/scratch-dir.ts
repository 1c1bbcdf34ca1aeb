import { mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const enoughBytes = 2 ** 30

/**
 * A new empty folder, in memory where the machine has room for that: registries sync every blob to disk, and thousands
 * of small files take ten times as long there.
 */
export async function makeScratchDir(name: string): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null)
  const hasRoom = memory !== null && memory.bavail * memory.bsize > enoughBytes
  return mkdtemp(join(hasRoom ? '/dev/shm' : tmpdir(), `portolan-${name}-`))
}
