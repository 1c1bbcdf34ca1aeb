import { allowedTo } from '#lib/api/roles.ts'
import { getSession } from '#lib/api/session.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getSession, async ({ context: { actor } }) => ({
    username: actor.username,
    role: actor.role,
    can: [...allowedTo(actor.role)],
  })),
})
