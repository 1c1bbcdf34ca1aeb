import { createAgents } from './agents.ts'
import { createBlobs } from './blobs.ts'
import { createCatalog } from './catalog.ts'
import { RegistryError } from './error.ts'
import { createManifests } from './manifests.ts'
import { createPing } from './ping.ts'
import { createReferrers } from './referrers.ts'
import { createTags } from './tags.ts'
import { createTransport } from './transport.ts'
import type { RegistryClient, RegistryOptions } from './types.ts'
import { createUploads } from './uploads.ts'

/** A client for one registry. Nothing is sent until a method is called. Throws `forbidden_target` for a URL that is not in HTTP. */
export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const base = baseOf(options)
  const agents = createAgents(base, { tls: options.tls, timeoutMs: options.timeoutMs ?? 30_000 })
  const transport = createTransport(options, base, agents)
  const manifests = createManifests(transport)
  return {
    id: options.id,
    url: base.href.replace(/\/+$/, ''),
    ...createPing(transport),
    ...createCatalog(transport),
    ...createTags(transport),
    ...manifests,
    ...createBlobs(transport),
    ...createUploads(transport),
    ...createReferrers(transport, manifests),
    traffic: () => transport.traffic(),
    close: () => agents.close(),
  }
}

/** Credentials, query and fragment have no place in it. */
function baseOf({ id, url }: RegistryOptions): URL {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
    throw new RegistryError({ code: 'forbidden_target', registry: id, detail: 'Its address is not in HTTP.' })
  }
  return new URL(parsed.pathname, parsed.origin)
}
