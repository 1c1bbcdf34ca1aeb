import * as api from '#lib/api/hooks.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { receiveNotification } from '#lib/server/services/receive-notification.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.receiveNotification, async ({ context, params, body, request }) =>
    receiveNotification(context, params, body, request.headers),
  ),
})
