import type { QueryOf } from '#lib/api/endpoint.ts'
import type { streamEvents as endpoint } from '#lib/api/live.ts'
import { isAllowed } from '#lib/api/roles.ts'
import type { Actor, Context } from '../context.ts'
import { eventStream } from '../live/event-stream.ts'
import { ApiError } from '../problem.ts'

/** A tab has one, and only while it is looked at. */
const maxStreamsPerUser = 32
const open = new Map<string, number>()

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compressed it would be held back until there is enough to compress.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

interface Reader {
  /** Only the headers are wanted: nobody would ever read the stream. */
  readonly isHead: boolean
  readonly lastEventId: string | undefined
  /** Reads the session again. */
  readAgain(): Promise<Actor | null>
}

/** What open pages are told, as server-sent events. Throws `too_many_streams`. */
export async function streamEvents(
  { runtime, actor, signal }: Context,
  { since }: QueryOf<typeof endpoint>,
  { isHead, lastEventId, readAgain }: Reader,
): Promise<Response> {
  if (isHead) return new Response(null, { headers })
  const count = open.get(actor.id) ?? 0
  if (count >= maxStreamsPerUser)
    throw new ApiError('too_many_streams', 'Too many pages of this account are listening already.', {
      retryAfter: 30,
    })
  open.set(actor.id, count + 1)
  const { changes, metrics } = runtime
  metrics.eventStreams.inc()
  const stream = eventStream({
    changes,
    first: lastEventId !== undefined ? [{ about: 'anything' }] : changes.recent(since ?? 0),
    isStillAllowed: async () => {
      const now = await readAgain()
      return now?.id === actor.id && isAllowed(now.role, 'read')
    },
    signal,
    onEnd: () => {
      metrics.eventStreams.dec()
      const left = (open.get(actor.id) ?? 1) - 1
      if (left > 0) open.set(actor.id, left)
      else open.delete(actor.id)
    },
  })
  return new Response(stream, { headers })
}
