import { createLog } from './log.ts'
import { ApiError, toProblem } from './problem.ts'
import { problemResponse } from './problem-response.ts'
import { requestIdOf } from './request-id.ts'
import { getRuntime, type Runtime } from './runtime.ts'

const timeoutMs = 2000

/** Whether requests can be served: 200, or 503 with a problem that says no more than that. Needs no session. */
export async function readiness(
  request: Request,
  open: () => Promise<
    Pick<Runtime, 'log'> & { store: { pool: Pick<Runtime['store']['pool'], 'query'> } }
  > = getRuntime,
  waitMs = timeoutMs,
): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  let log = null
  try {
    const runtime = await open()
    log = runtime.log
    await within(waitMs, runtime.store.pool.query('select 1'))
    return Response.json({ status: 'ready' }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    ;(log ?? createLog()).error({ err: error, requestId }, 'not ready')
    const problem = new ApiError('store_unavailable', 'Portolan’s database does not answer.', {
      cause: error,
    })
    return problemResponse(toProblem(problem, requestId))
  }
}

/** A database that hangs is as good as none. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
