import { z } from 'zod'
import type { ToldEvent } from './notification.ts'

/**
 * zot's events are CloudEvents (https://cloudevents.io). It sends their attributes as headers; what stands in between may
 * have put them into the body. Who it was is said by newer ones: https://github.com/project-zot/zot/blob/main/examples/README.md
 */
const Data = z.object({
  name: z.string(),
  reference: z.string().optional(),
  digest: z.string().optional(),
  actor: z.object({ name: z.string().optional() }).optional(),
  request: z.object({ useragent: z.string().optional() }).optional(),
})
const Structured = z.object({
  specversion: z.string(),
  type: z.string(),
  id: z.string().optional(),
  time: z.string().optional(),
  data: Data,
})

/** null where it is none. */
export function zotNews(body: object, headers: Headers): ToldEvent[] | null {
  const header = (name: string) => headers.get(`ce-${name}`) ?? undefined
  const event = Structured.safeParse(
    header('type') === undefined
      ? body
      : {
          specversion: header('specversion') ?? '1.0',
          type: header('type'),
          id: header('id'),
          time: header('time'),
          data: body,
        },
  )
  if (!event.success) return null
  const { type, id, time, data } = event.data
  const action = /\.image\.updated$/.test(type) ? 'push' : /\.image\.deleted$/.test(type) ? 'delete' : null
  if (!action) return []
  const tag = data.reference?.includes(':') ? undefined : data.reference
  const { name: repository, digest, actor, request } = data
  return [
    { key: id, at: time, action, repository, tag, digest, actor: actor?.name, userAgent: request?.useragent },
  ]
}
