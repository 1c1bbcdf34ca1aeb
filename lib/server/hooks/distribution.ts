import { z } from 'zod'
import type { ToldEvent } from './notification.ts'

/** https://distribution.github.io/distribution/about/notifications/ */
const Envelope = z.object({ events: z.array(z.unknown()) })
const Event = z.object({
  id: z.string().optional(),
  timestamp: z.string().optional(),
  action: z.string(),
  target: z.object({
    mediaType: z.string().optional(),
    digest: z.string().optional(),
    repository: z.string(),
    url: z.string().optional(),
    tag: z.string().optional(),
  }),
  request: z.object({ method: z.string().optional(), useragent: z.string().optional() }).optional(),
  actor: z.object({ name: z.string().optional() }).optional(),
})
type Event = z.infer<typeof Event>

/** null where it is none. Blobs come and go as events of their own; only manifests are of interest. */
export function distributionNews(body: object): ToldEvent[] | null {
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return null
  return envelope.data.events.flatMap((item) => {
    const event = Event.safeParse(item).data
    return event ? (toldOf(event) ?? []) : []
  })
}

function toldOf({ id, timestamp, action, target, request, actor }: Event): ToldEvent | null {
  if (action !== 'push' && action !== 'pull' && action !== 'delete') return null
  const isManifest =
    target.tag !== undefined || /\/manifests\//.test(target.url ?? '') || isManifestType(target.mediaType)
  // Of what was deleted nothing but the digest is said.
  if (!isManifest && action !== 'delete') return null
  if (action === 'pull' && request?.method === 'HEAD') return null
  const { repository, tag, digest } = target
  return {
    key: id,
    at: timestamp,
    action,
    repository,
    tag,
    digest,
    actor: actor?.name,
    userAgent: request?.useragent,
  }
}

const isManifestType = (type = '') => /\.(?:manifest|manifest\.list|index)\.v\d/.test(type)
