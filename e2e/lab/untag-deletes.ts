import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const tagDeletion = /^(\/v2\/.+\/manifests\/)([^:]+)$/

/**
 * A registry that takes "untag" for "delete": `DELETE …/manifests/<tag>` deletes the digest behind the tag, and every
 * other tag on it. Some do (older Harbor, Nexus), and answer 202 like those that untag.
 */
export async function startUntagDeletes(upstream: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    let path = incoming.url ?? '/'
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).flatMap(([name, value]) =>
        typeof value === 'string' &&
        !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)
          ? [[name, value]]
          : [],
      ),
    )
    const [, prefix, tag] = tagDeletion.exec(path) ?? []
    if (incoming.method === 'DELETE' && prefix && tag) {
      const head = await fetch(`${upstream}${path}`, {
        method: 'HEAD',
        headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
      })
      path = `${prefix}${head.headers.get('docker-content-digest') ?? tag}`
    }
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined
    const answer = await fetch(`${upstream}${path}`, {
      method: incoming.method,
      headers,
      body,
      redirect: 'manual',
    })
    const kept = [...answer.headers].filter(
      ([name]) => !['content-encoding', 'transfer-encoding'].includes(name),
    )
    // Upload addresses lead back here.
    response.writeHead(
      answer.status,
      Object.fromEntries(
        kept.map(([name, value]) => [name, name === 'location' ? value.replace(upstream, '') : value]),
      ),
    )
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
