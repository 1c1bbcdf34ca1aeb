import * as api from '#lib/api/live.ts'
import { readActor } from '#lib/server/auth/read-actor.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { streamEvents } from '#lib/server/services/stream-events.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.streamEvents, async ({ context, query, headers, request }) =>
    streamEvents(context, query, {
      isHead: request.method === 'HEAD',
      lastEventId: headers['last-event-id'],
      readAgain: () => readActor(context.runtime, request),
    }),
  ),
})
