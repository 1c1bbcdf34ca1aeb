import type { Runtime } from '../runtime.ts'
import { type CopyItemRow, changeItem, publishCopy } from './copy-store.ts'

const writeMs = 1_000

/** Bytes as they pass, written down once a second at most. */
export function keepProgress(runtime: Runtime, row: CopyItemRow) {
  let bytes = 0
  let written = 0
  const write = async () => {
    const bytesDone = Math.max(0, Math.min(bytes, row.bytes.send))
    if (bytesDone === written) return
    written = bytesDone
    await changeItem(runtime, row, { bytesDone })
    publishCopy(runtime, row.copyId)
  }
  let writing = Promise.resolve()
  const timer = setInterval(() => {
    writing = writing.then(write).catch(() => {})
  }, writeMs)
  timer.unref()
  return {
    add: (more: number) => {
      bytes += more
    },
    async stop() {
      clearInterval(timer)
      await writing
      publishCopy(runtime, row.copyId)
    },
  }
}
