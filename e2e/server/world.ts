import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { listTags } from '#lib/api/tags.ts'
import { startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { findDownAddress } from '../lab/free-port.ts'
import { signIn, startPortolan, until } from '../lab/portolan.ts'
import { htmlAnswer, startProxy } from '../lab/proxy.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'
import { startUntagDeletes } from '../lab/untag-deletes.ts'

export type Tags = ResponseOf<typeof listTags>
export type World = Awaited<ReturnType<typeof startWorld>>

const isRead = (page: Tags) => page.freshness.state === 'fresh' && page.items.every((tag) => !tag.pending)

export const tagsPath = (registry: string, repository: string, query = '') =>
  `/registries/${registry}/repositories/${repository.replaceAll('/', '~')}/tags${query}`

/** Portolan over one registry of every sort, good and bad, and an administrator who is signed in. */
export async function startWorld() {
  const [open, locked, token, kept, down] = await Promise.all([
    startDockerRegistry(),
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
    startDockerRegistry({ mode: 'deletion-off' }),
    findDownAddress(),
  ])
  const embedded = await startEmbeddedRegistry({ dir: await makeScratchDir('embedded') })
  const greedy = await startUntagDeletes(embedded.url)
  /** In front of `open`: counts what is asked of it, and breaks it on command. */
  const proxy = await startProxy(open.url)
  const html = await startProxy(open.url)
  html.addFault({ fault: htmlAnswer })
  const auth = { username: 'demo', password: 's3cret' }
  const portolan = await startPortolan({
    registries: [
      // Nothing is asked of it but what a reader needs: its requests are counted.
      { id: 'open', name: 'Open', url: proxy.url, publicHost: 'registry.example', syncEvery: 'off' },
      { id: 'locked', name: 'Locked', url: locked.url, auth },
      { id: 'token', name: 'Token', url: token.url, auth },
      { id: 'wrong', name: 'Wrong password', url: locked.url, auth: { ...auth, password: 'guess' } },
      { id: 'kept', name: 'Deletion off', url: kept.url },
      { id: 'readonly', name: 'Read-only here', url: open.url, readOnly: true },
      { id: 'embedded', name: 'Embedded', url: embedded.url },
      { id: 'greedy', name: 'Greedy', url: greedy.url },
      { id: 'html', name: 'Not a registry', url: html.url },
      { id: 'down', name: 'Down', url: down },
    ],
  })
  const admin = await signIn(portolan.url)
  return {
    registries: { open, locked, token, kept },
    embedded,
    proxy,
    portolan,
    admin,
    /** The tags once everything asked for has been read. */
    readTags: (registry: string, repository: string, query = '') =>
      until(() => admin.json<Tags>(tagsPath(registry, repository, query)), isRead),
    problemOf: async (path: string, init?: RequestInit) =>
      (await (await admin.api(path, init)).json()) as Problem,
    remove: (registry: string, repository: string, tag: string, digest?: string) =>
      admin.api(`${tagsPath(registry, repository)}/${tag}`, {
        method: 'DELETE',
        headers: digest ? { 'if-match': `"${digest}"` } : {},
      }),
    stop: async () => {
      await portolan.stop()
      const all = [open, locked, token, kept, proxy, html, greedy]
      await Promise.all([...all.map((one) => one.stop()), embedded.close()])
    },
  }
}
