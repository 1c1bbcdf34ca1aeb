import type { Content } from './content.ts'
import type { Manifest } from './manifest.ts'

/** Pushes over plain HTTP. Throws on any answer that is not the one it hopes for. */
export interface Publisher {
  /** Blobs, children, then the manifest under each tag; without tags by its digest. */
  publish(repository: string, manifest: Manifest, tags?: readonly string[]): Promise<void>
  untag(repository: string, tag: string): Promise<void>
  hasManifest(repository: string, digest: string): Promise<boolean>
}

export function createPublisher(url: string): Publisher {
  const base = url.replace(/\/$/, '')
  /** Pushes under way or done, by repository and digest. */
  const blobs = new Map<string, Promise<void>>()
  const manifests = new Map<string, Promise<void>>()
  /** Where a blob can be mounted from. */
  const homes = new Map<string, string>()

  async function send(expected: readonly number[], method: string, path: string, init: RequestInit = {}) {
    const response = await fetch(`${base}${path}`, { method, ...init })
    const body = await response.text()
    if (!expected.includes(response.status)) {
      throw new Error(`The registry answered ${response.status} to ${method} ${path}: ${body.slice(0, 300)}`)
    }
    return response.status
  }

  const once = (done: Map<string, Promise<void>>, key: string, work: () => Promise<void>) => {
    const begun = done.get(key) ?? work()
    done.set(key, begun)
    return begun
  }

  const pushBlob = (repository: string, { descriptor, bytes }: Content) =>
    once(blobs, `${repository} ${descriptor.digest}`, async () => {
      const uploads = `/v2/${repository}/blobs/uploads/`
      const home = homes.get(descriptor.digest)
      if (home !== undefined) {
        const mount = new URLSearchParams({ mount: descriptor.digest, from: home })
        if ((await send([201, 202], 'POST', `${uploads}?${mount}`)) === 201) return
      }
      const body = new Uint8Array(bytes)
      await send([201], 'POST', `${uploads}?digest=${descriptor.digest}`, { body })
      homes.set(descriptor.digest, repository)
    })

  const put = (repository: string, reference: string, { descriptor, bytes }: Manifest) =>
    send([201], 'PUT', `/v2/${repository}/manifests/${reference}`, {
      headers: { 'Content-Type': descriptor.mediaType },
      body: new Uint8Array(bytes),
    })

  async function pushContent(repository: string, manifest: Manifest) {
    await Promise.all(manifest.blobs.map((blob) => pushBlob(repository, blob)))
    await Promise.all(manifest.children.map((child) => pushByDigest(repository, child)))
  }

  const pushByDigest = (repository: string, manifest: Manifest): Promise<void> =>
    once(manifests, `${repository} ${manifest.descriptor.digest}`, async () => {
      await pushContent(repository, manifest)
      await put(repository, manifest.descriptor.digest, manifest)
    })

  return {
    async publish(repository, manifest, tags = []) {
      if (tags.length === 0) return pushByDigest(repository, manifest)
      await pushContent(repository, manifest)
      for (const tag of tags) await put(repository, tag, manifest)
    },
    async untag(repository, tag) {
      await send([202], 'DELETE', `/v2/${repository}/manifests/${tag}`)
    },
    async hasManifest(repository, digest) {
      return (await send([200, 404], 'HEAD', `/v2/${repository}/manifests/${digest}`)) === 200
    },
  }
}
