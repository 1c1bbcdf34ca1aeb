import { createHash } from 'node:crypto'
import { z } from 'zod'
import { digestPattern, repositoryNamePattern, tagPattern } from '#lib/api/common.ts'
import { storable } from '../index/storable.ts'
import { distributionNews } from './distribution.ts'
import { dockerHubNews } from './docker-hub.ts'
import { harborNews } from './harbor.ts'
import { zotNews } from './zot.ts'

/** What a registry says has happened, before anything of it is believed. */
export interface ToldEvent {
  readonly key?: string | undefined
  readonly at?: string | number | undefined
  readonly action: 'push' | 'pull' | 'delete'
  readonly repository: string
  readonly tag?: string | undefined
  readonly digest?: string | undefined
  readonly actor?: string | undefined
  readonly userAgent?: string | undefined
}

/** One thing that happened, as far as names and times can be checked. Whether it is true only the registry knows. */
export interface News {
  readonly key: string
  readonly at: Date
  readonly action: 'push' | 'pull' | 'delete'
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  readonly actor: string | null
  readonly userAgent: string | null
}

const maxEvents = 1_000
/** What lies further back is an outbox that was found again: when it was received is nearer to the truth of our lists. */
const oldestMs = 30 * 86_400_000
/** Our own requests to a registry: hearing of them, we would go and look, and hear of that. */
const ownAgent = /^portolan(?:\/|$)/i

const Notification = z.looseObject({})

/** Reads a notification in whichever form it comes; what is of no known form, or names nothing that can exist, is left out. */
export function readNotification(body: unknown, headers: Headers, now = Date.now()): News[] {
  const parsed = Notification.safeParse(Array.isArray(body) ? { events: body } : body)
  if (!parsed.success) return []
  const told =
    distributionNews(parsed.data) ??
    harborNews(parsed.data) ??
    zotNews(parsed.data, headers) ??
    dockerHubNews(parsed.data) ??
    []
  return told.slice(0, maxEvents).flatMap((event) => check(event, now) ?? [])
}

function check(event: ToldEvent, now: number): News | null {
  const { action, repository, tag, digest, userAgent } = event
  if (repository.length > 255 || !repositoryNamePattern.test(repository)) return null
  if (tag !== undefined && tag !== '' && !tagPattern.test(tag)) return null
  if (userAgent !== undefined && ownAgent.test(userAgent)) return null
  const at = timeOf(event.at, now)
  const about = {
    action,
    repository,
    tag: tag || null,
    digest: digest !== undefined && digestPattern.test(digest) ? digest.slice(0, 255) : null,
  }
  const text = (value: string | undefined, max: number) => (value ? storable(value).slice(0, max) : null)
  // A sender without ids of its own is known again by what it says.
  const key =
    event.key ??
    createHash('sha256')
      .update(JSON.stringify({ ...about, at: event.at }))
      .digest('hex')
  return {
    ...about,
    at,
    key: storable(key).slice(0, 200),
    actor: text(event.actor, 200),
    userAgent: text(userAgent, 500),
  }
}

/** Seconds or ISO 8601; now for what is no time, lies in the future, or is very long ago. */
function timeOf(at: string | number | undefined, now: number): Date {
  const ms = typeof at === 'number' ? at * 1000 : at === undefined ? Number.NaN : Date.parse(at)
  return new Date(ms <= now && ms > now - oldestMs ? ms : now)
}
