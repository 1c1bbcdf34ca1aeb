import type { Context } from '../context.ts'
import { followNews } from '../hooks/follow-news.ts'
import { recordHeard } from '../hooks/hook-token.ts'
import { keepNews } from '../hooks/keep-news.ts'
import { readNotification } from '../hooks/notification.ts'
import { inBackground } from '../index/single-flight.ts'

/** Takes what a registry tells: it is kept as activity at once, and the lists follow from the registry itself. */
export async function receiveNotification(
  { runtime }: Context,
  { registry: id }: { registry: string },
  body: unknown,
  headers: Headers,
): Promise<{ accepted: number }> {
  const registry = await runtime.registries.get(id)
  const news = await keepNews(runtime, id, readNotification(body, headers))
  await recordHeard(runtime, id)
  runtime.metrics.notifications.inc({ registry: id }, news.length)
  for (const [repository, about] of Map.groupBy(news, (event) => event.repository)) {
    inBackground(followNews({ runtime, registry, repository }, about))
  }
  return { accepted: news.length }
}
