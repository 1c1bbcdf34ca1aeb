import { z } from 'zod'
import { defineEndpoint, permissions } from './endpoint.ts'
import { Role } from './roles.ts'

export const Session = z.object({
  username: z.string(),
  role: Role,
  can: z.array(z.enum(permissions)),
})
export type Session = z.infer<typeof Session>

export const getSession = defineEndpoint({
  id: 'getSession',
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in, and what they may do',
  can: 'read',
  response: Session,
})
