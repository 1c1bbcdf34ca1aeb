import { z } from 'zod'
import type { ToldEvent } from './notification.ts'

/** https://docs.docker.com/docker-hub/repos/manage/webhooks/ */
const Webhook = z.object({
  push_data: z.object({
    /** Seconds since the epoch. */
    pushed_at: z.number().optional(),
    pusher: z.string().optional(),
    tag: z.string(),
  }),
  repository: z.object({ repo_name: z.string() }),
})

/** null where it is none. */
export function dockerHubNews(body: object): ToldEvent[] | null {
  const webhook = Webhook.safeParse(body)
  if (!webhook.success) return null
  const { push_data, repository } = webhook.data
  const { pushed_at: at, pusher: actor, tag } = push_data
  return [{ at, action: 'push', repository: repository.repo_name, tag, actor }]
}
