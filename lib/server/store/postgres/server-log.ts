import { copyFile, open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

const maxBytes = 4 * 1024 * 1024

/** What the database server writes: `<dataDir>/postgres.log`, at most 4 MiB, and as much again in `postgres.log.1`. */
export const serverLogOf = (dataDir: string) => join(dataDir, 'postgres.log')

/** The server appends, so that a file cut to nothing goes on from its start. */
export async function boundServerLog(dataDir: string) {
  const path = serverLogOf(dataDir)
  const size = (await stat(path).catch(() => null))?.size ?? 0
  if (size <= maxBytes) return
  await copyFile(path, `${path}.1`)
  await truncate(path)
}

/** The last lines, for an error message. */
export async function tailServerLog(dataDir: string): Promise<string> {
  const file = await open(serverLogOf(dataDir), 'r').catch(() => null)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read({
      position: Math.max(0, size - 2048),
      buffer: Buffer.alloc(2048),
    })
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-5).join('\n')
  } finally {
    await file.close()
  }
}
