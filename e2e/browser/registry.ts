import { type Built, types } from '../lab/images.ts'

const accept = [types.ociIndex, types.ociManifest, types.dockerList, types.dockerManifest].join(', ')

interface Asked {
  readonly url: string
  readonly authorization?: string | null
}

const ask = (place: Asked, path: string, init: RequestInit = {}) =>
  fetch(`${place.url}/v2/${path}`, {
    ...init,
    headers: { accept, ...(place.authorization ? { authorization: place.authorization } : {}) },
  })

/** The digest that a tag has at the registry itself, past Portolan; null when the registry does not have it. */
export async function digestAt(place: Asked, repository: string, reference: string): Promise<string | null> {
  const answer = await ask(place, `${repository}/manifests/${reference}`, { method: 'HEAD' })
  if (answer.status === 404) return null
  if (!answer.ok) throw new Error(`${repository}:${reference}: ${answer.status}`)
  return answer.headers.get('docker-content-digest')
}

/** All tags of a repository at the registry itself, sorted. */
export async function tagsAt(place: Asked, repository: string): Promise<string[]> {
  const answer = await ask(place, `${repository}/tags/list`)
  const { tags } = (await answer.json()) as { tags: string[] | null }
  return (tags ?? []).toSorted()
}

/** What is there already, as something that artifacts can refer to. */
export async function readBuilt(url: string, repository: string, reference: string): Promise<Built> {
  const answer = await ask({ url }, `${repository}/manifests/${reference}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const digest = answer.headers.get('docker-content-digest') ?? ''
  return { mediaType: answer.headers.get('content-type') ?? '', digest, bytes, blobs: [], children: [] }
}

/** Deletes a digest, as someone else would, past Portolan. */
export async function removeDigest(url: string, repository: string, digest: string): Promise<void> {
  const answer = await ask({ url }, `${repository}/manifests/${digest}`, { method: 'DELETE' })
  if (answer.status !== 202) throw new Error(`DELETE ${digest}: ${answer.status}`)
}
