import { Agent, request } from 'undici'
import type { Deletion, DeletionItem } from '#lib/api/deletion.ts'
import type { listDeletionItems } from '#lib/api/deletions.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { manifestAccept } from '#lib/registry/media-types.ts'
import { type SignedIn, until } from '../lab/portolan.ts'

const agent = new Agent({ connections: 16 })
const headers = { accept: manifestAccept }

/** What a registry has under a tag or digest, asked past Portolan: its digest, or null. */
export async function digestAt(url: string, repository: string, reference: string): Promise<string | null> {
  const answer = await request(`${url}/v2/${repository}/manifests/${reference}`, {
    method: 'HEAD',
    headers,
    dispatcher: agent,
  })
  await answer.body.dump()
  if (answer.statusCode === 404) return null
  if (answer.statusCode !== 200) throw new Error(`${reference}: ${answer.statusCode}`)
  return String(answer.headers['docker-content-digest'])
}

/** The same for many. */
export async function digestsAt(url: string, repository: string, references: Iterable<string>) {
  const found = new Map<string, string | null>()
  const left = [...new Set(references)]
  const worker = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop())
      found.set(one, await digestAt(url, repository, one))
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return found
}

/** The exact bytes under a reference. */
export async function bytesAt(url: string, repository: string, reference: string): Promise<Buffer> {
  const answer = await request(`${url}/v2/${repository}/manifests/${reference}`, {
    headers,
    dispatcher: agent,
  })
  return Buffer.from(await answer.body.arrayBuffer())
}

const json = { 'content-type': 'application/json' }

/** What a person does with deletions, through the API. */
export const deletionsOf = (user: Pick<SignedIn, 'json' | 'api'>) => {
  const get = (id: string) => user.json<Deletion>(`/deletions/${id}`)
  const post = (path: string, body: object = {}, status = 202) =>
    user.json<Deletion>(path, { method: 'POST', headers: json, body: JSON.stringify(body) }, status)
  return {
    get,
    plan: (body: object) => post('/deletions', body, 201),
    begin: (id: string) => post(`/deletions/${id}/execute`),
    beginUndo: (id: string, body: object = {}) => post(`/deletions/${id}/undo`, body),
    cancel: (id: string) => post(`/deletions/${id}/cancel`),
    ended: (id: string, timeoutMs = 60_000) =>
      until(
        () => get(id),
        (d) => d.state !== 'running' && d.undo.state !== 'running',
        timeoutMs,
      ),
    execute: async (id: string, timeoutMs = 60_000) => {
      await post(`/deletions/${id}/execute`)
      return until(
        () => get(id),
        (d) => d.state !== 'running',
        timeoutMs,
      )
    },
    undo: async (id: string, body: object = {}, timeoutMs = 60_000) => {
      await post(`/deletions/${id}/undo`, body)
      return until(
        () => get(id),
        (d) => d.undo.state !== 'running',
        timeoutMs,
      )
    },
    /** All items of it. */
    items: async (id: string): Promise<DeletionItem[]> => {
      const all: DeletionItem[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: ResponseOf<typeof listDeletionItems> = await user.json(
          `/deletions/${id}/items?limit=1000${cursor ? `&cursor=${cursor}` : ''}`,
        )
        all.push(...page.items)
        cursor = page.nextCursor
      }
      return all
    },
  }
}
