import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { AnswerBody } from './answer-body.ts'
import { onAbort } from './wait.ts'

export interface Head {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: AnswerBody
}

/**
 * Sends a request; resolves with its answer's headers. Aborted, it rejects at once, also while there is no connection yet;
 * later its body ends with the signal's reason.
 */
export function dispatch(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal?: AbortSignal,
): Promise<Head> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null
    let body: AnswerBody | null = null
    const stay = onAbort(signal, () => {
      controller?.abort(signal?.reason)
      reject(signal?.reason)
    })
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started
        if (signal?.aborted) started.abort(signal.reason)
      },
      onResponseStart(answered, status, headers) {
        if (status < 200) return
        body = new AnswerBody(answered)
        resolve({ status, headers, body })
      },
      onResponseData(_, bytes) {
        body?.incoming.piece(bytes)
      },
      onResponseEnd() {
        stay()
        body?.incoming.end()
      },
      onResponseError(_, error) {
        stay()
        reject(error)
        body?.incoming.end(error)
      },
    })
  })
}
