import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { events } from '../store/schema.ts'
import type { News } from './notification.ts'

/** Keeps what was told as activity. Answers what was not told before: senders try again until they hear that we heard. */
export async function keepNews(
  { store, changes }: Runtime,
  registryId: string,
  news: readonly News[],
): Promise<News[]> {
  if (news.length === 0) return []
  const rows = news.map(({ key, ...event }) => ({
    ...event,
    registryId,
    source: 'notification' as const,
    eventKey: key,
  }))
  const kept = await store.db
    .insert(events)
    .values(rows)
    .onConflictDoNothing()
    .returning({ key: events.eventKey })
  const keys = new Set(kept.map(({ key }) => key))
  if (keys.size > 0) changes.publish({ about: 'activity' })
  return news.filter(({ key }) => keys.delete(key))
}

/** When tags and repositories were pulled and pushed last: only ever later than what is known. */
export async function keepTimes(
  { store }: Runtime,
  registryId: string,
  news: readonly News[],
): Promise<void> {
  for (const action of ['pull', 'push'] as const) {
    const told = news.filter((event) => event.action === action)
    if (told.length === 0) continue
    const column = sql.identifier(action === 'pull' ? 'pulled_at' : 'pushed_at')
    const listed = sql`unnest(${sql.param(told.map(({ repository }) => repository))}::text[],
      ${sql.param(told.map(({ tag }) => tag))}::text[], ${sql.param(told.map(({ at }) => at.toISOString()))}::timestamptz[])
      AS told(repository, tag, at)`
    await store.db.execute(sql`
      UPDATE tags t SET ${column} = n.at
      FROM (SELECT repository, tag, max(at) AS at FROM ${listed} WHERE tag IS NOT NULL GROUP BY repository, tag) n
      WHERE t.registry_id = ${registryId} AND t.repository = n.repository AND t.name = n.tag
        AND (t.${column} IS NULL OR t.${column} < n.at)`)
    if (action === 'push') continue
    await store.db.execute(sql`
      UPDATE repositories r SET last_pulled_at = n.at
      FROM (SELECT repository, max(at) AS at FROM ${listed} GROUP BY repository) n
      WHERE r.registry_id = ${registryId} AND r.name = n.repository
        AND (r.last_pulled_at IS NULL OR r.last_pulled_at < n.at)`)
  }
}
