import { z } from 'zod'
import type { ToldEvent } from './notification.ts'

/** https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/ */
const Webhook = z.object({
  type: z.string(),
  /** Seconds since the epoch. */
  occur_at: z.number().optional(),
  operator: z.string().optional(),
  event_data: z.object({
    resources: z.array(z.object({ digest: z.string().optional(), tag: z.string().optional() })).max(1_000),
    repository: z.object({ repo_full_name: z.string() }),
  }),
})

const actions = { PUSH_ARTIFACT: 'push', PULL_ARTIFACT: 'pull', DELETE_ARTIFACT: 'delete' } as const

/** null where it is none. */
export function harborNews(body: object): ToldEvent[] | null {
  const webhook = Webhook.safeParse(body)
  if (!webhook.success) return null
  const { type, occur_at: at, operator: actor, event_data } = webhook.data
  const action = Object.entries(actions).find(([name]) => name === type)?.[1]
  if (!action) return []
  return event_data.resources.map(({ digest, tag }) => ({
    at,
    action,
    repository: event_data.repository.repo_full_name,
    // Pulled or pushed by digest, it names the digest in place of a tag.
    tag: tag?.includes(':') ? undefined : tag,
    digest,
    actor,
  }))
}
