import type { Change } from '#lib/api/live.ts'
import type { Changes } from './changes.ts'

export interface EventStreamOptions {
  readonly changes: Changes
  /** Told at once: what happened before the stream was open. */
  readonly first: readonly Change[]
  /** Asked every so often; the stream ends when it says no. */
  isStillAllowed(): Promise<boolean>
  /** Aborted when the reader goes away. */
  readonly signal: AbortSignal
  onEnd(): void
  readonly heartbeatMs?: number
  readonly checkMs?: number
}

/** Proxies cut connections that say nothing for 30 or 60 s. */
const defaultHeartbeatMs = 15_000
const defaultCheckMs = 30_000
/** How soon a browser that reconnects by itself does so. */
const retryMs = 2_000
/** A reader that takes nothing for so many bytes is not there any more. */
const maxQueuedBytes = 256 * 1024

const encoder = new TextEncoder()
const encode = (text: string) => encoder.encode(text)

/** `anything` travels under a name of its own: https://html.spec.whatwg.org/multipage/server-sent-events.html */
const eventOf = (change: Change, id: number) =>
  change.about === 'anything'
    ? `event: resync\nid: ${id}\ndata: {}\n\n`
    : `event: change\nid: ${id}\ndata: ${JSON.stringify(change)}\n\n`

/** Changes as server-sent events, until the reader goes, may no longer read, or we end. No timer of it keeps the process alive. */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { changes, signal } = options
  let end = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let id = 0
        const send = (text: string) => {
          controller.enqueue(encode(text))
          if ((controller.desiredSize ?? 0) < -maxQueuedBytes) end()
        }
        const unsubscribe = changes.subscribe(
          (change) => send(eventOf(change, ++id)),
          () => end(),
        )
        // The comment is for proxies, the event for the page: it can't see comments.
        const beat = setInterval(
          () => send(': still here\nevent: beat\ndata: {}\n\n'),
          options.heartbeatMs ?? defaultHeartbeatMs,
        ).unref()
        const check = setInterval(async () => {
          // A database that does not answer just now says nothing of the session.
          if (!(await options.isStillAllowed().catch(() => true))) end()
        }, options.checkMs ?? defaultCheckMs).unref()
        const onAbort = () => end()
        end = () => {
          end = () => {}
          unsubscribe()
          clearInterval(beat)
          clearInterval(check)
          signal.removeEventListener('abort', onAbort)
          options.onEnd()
          try {
            controller.close()
          } catch {
            // The reader has cancelled it.
          }
        }
        signal.addEventListener('abort', onAbort, { once: true })
        send(`retry: ${retryMs}\nevent: ready\nid: ${id}\ndata: {}\n\n`)
        for (const change of options.first) send(eventOf(change, ++id))
        if (signal.aborted) end()
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 16 * 1024 }),
  )
}
