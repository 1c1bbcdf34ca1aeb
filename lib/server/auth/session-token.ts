import { z } from 'zod'

/** Twelve hours after the password was typed a session ends, however busy it was. */
export const sessionSeconds = 12 * 60 * 60

/** What the encrypted cookie holds. Role and name are read from the store, so that a change counts at once. */
export const SessionToken = z.object({
  sub: z.uuid(),
  /** `users.version` at sign-in: counted up, it ends the sessions that exist. */
  version: z.number().int(),
  /** Seconds since the epoch. */
  signedInAt: z.number().int(),
})
export type SessionToken = z.infer<typeof SessionToken>

export const isExpired = ({ signedInAt }: SessionToken, nowMs: number) =>
  nowMs / 1000 - signedInAt >= sessionSeconds

/** next-auth's own names: the prefix makes browsers insist on https. */
export const usesSecureCookies = (publicUrl: string) => new URL(publicUrl).protocol === 'https:'
