import { z } from 'zod'
import type { ToldEvent } from './notification.ts'

const EventData = z.object({
  resources: z.array(z.object({ digest: z.string().optional(), tag: z.string().optional() })).max(1_000),
  repository: z.object({ repo_full_name: z.string() }),
})

/**
 * The payload format “Default”:
 * https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/
 */
const Webhook = z.object({
  type: z.string(),
  /** Seconds since the epoch. */
  occur_at: z.number().optional(),
  operator: z.string().optional(),
  event_data: EventData,
})

/** The payload format “CloudEvents” (since 2.8): https://github.com/goharbor/harbor/blob/main/src/pkg/notifier/formats/cloudevents.go */
const CloudEvent = z.object({
  specversion: z.string(),
  type: z.string(),
  time: z.string().optional(),
  operator: z.string().optional(),
  data: EventData,
})

type Action = ToldEvent['action']
const actions = new Map<string, Action>([
  ['PUSH_ARTIFACT', 'push'],
  ['PULL_ARTIFACT', 'pull'],
  ['DELETE_ARTIFACT', 'delete'],
  ['harbor.artifact.pushed', 'push'],
  ['harbor.artifact.pulled', 'pull'],
  ['harbor.artifact.deleted', 'delete'],
])

/** null where it is none. */
export function harborNews(body: object): ToldEvent[] | null {
  const webhook = Webhook.safeParse(body).data
  if (webhook) {
    const { type, occur_at: at, operator, event_data } = webhook
    return tell(type, event_data, { at, actor: operator })
  }
  const event = CloudEvent.safeParse(body).data
  return event ? tell(event.type, event.data, { at: event.time, actor: event.operator }) : null
}

function tell(
  type: string,
  { resources, repository }: z.infer<typeof EventData>,
  about: Pick<ToldEvent, 'at' | 'actor'>,
): ToldEvent[] {
  const action = actions.get(type)
  if (!action) return []
  return resources.map(({ digest, tag }) => ({
    ...about,
    action,
    repository: repository.repo_full_name,
    // Pulled or pushed by digest, it names the digest in place of a tag.
    tag: tag?.includes(':') ? undefined : tag,
    digest,
  }))
}
