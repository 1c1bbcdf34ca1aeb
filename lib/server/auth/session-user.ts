import { LRUCache } from 'lru-cache'
import type { Actor } from '../context.ts'
import type { Store } from '../store/store.ts'
import { isExpired, SessionToken } from './session-token.ts'
import { findUserById, type User } from './users.ts'

/** How long another replica may take to hear that a session has ended. */
const cacheMs = 3000

/** One cache per store, so that two in one process (tests) never mix. */
const caches = new WeakMap<object, LRUCache<string, { user: User | null }>>()

function cacheOf(db: object): LRUCache<string, { user: User | null }> {
  let cache = caches.get(db)
  if (!cache) {
    cache = new LRUCache({ max: 1000, ttl: cacheMs })
    caches.set(db, cache)
  }
  return cache
}

/** After a change of the user: the next request reads it from the store again. */
export function forgetUser(db: Store['db'], id: string): void {
  cacheOf(db).delete(id)
}

/** Whose session the decrypted token is; null when it has expired, was ended, or its user is gone or disabled. */
export async function actorOf(db: Store['db'], token: unknown, nowMs: number): Promise<Actor | null> {
  const parsed = SessionToken.safeParse(token)
  if (!parsed.success || isExpired(parsed.data, nowMs)) return null
  const { sub, version } = parsed.data
  const cache = cacheOf(db)
  let entry = cache.get(sub)
  if (!entry) {
    entry = { user: await findUserById(db, sub) }
    cache.set(sub, entry)
  }
  const { user } = entry
  if (!user || user.version !== version || user.disabledAt) return null
  return { id: user.id, username: user.username, role: user.role }
}
