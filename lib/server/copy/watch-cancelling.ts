import type { Runtime } from '../runtime.ts'
import { readCopy } from './copy-store.ts'

const lookMs = 500

/** Aborts once somebody, on whichever replica, has asked the copy to stop. */
export function watchCancelling(runtime: Pick<Runtime, 'store'>, id: string) {
  const controller = new AbortController()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    const row = await readCopy(runtime, id).catch(() => null)
    if (isStopped) return
    if (row?.cancelledAt) controller.abort(new Error('the copy was cancelled'))
    else timer = setTimeout(look, lookMs)
  }
  void look()
  return {
    signal: controller.signal,
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
