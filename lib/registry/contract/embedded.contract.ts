import { rm } from 'node:fs/promises'
import { type EmbeddedRegistryOptions, startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import { makeScratchDir } from '../../../e2e/lab/scratch-dir.ts'
import { basicAccess, type Expectations } from './expectations.ts'
import { registryContract } from './suite.ts'
import type { Subject } from './world.ts'

const embedded: Expectations = {
  apiVersion: 'registry/2.0',
  access: { kind: 'open' },
  catalog: { outcome: 'done', isPaged: true },
  tags: { many: 1500, unknownRepository: 'not_found', afterLastTag: 'done' },
  deletion: { digest: 'done', tag: 'done', blob: 'done' },
  untagged: 'stays',
  referrers: 'api',
  mounts: true,
  ranges: true,
  refusedMediaTypes: {},
  schema1: 'refused',
  missingBlob: 'refused',
  // The specification wants indexes with missing children to be taken ("sparse" ones).
  missingChild: 'done',
}

/** Each of its pushes is flushed to disk: once is enough for the large repository. */
const variant: Expectations = { ...embedded, tags: { ...embedded.tags, many: 50 } }

const account = { username: 'demo', password: 's3cret' }
const header = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`

async function startEmbedded(options: Omit<EmbeddedRegistryOptions, 'dir'>): Promise<Subject> {
  const dir = await makeScratchDir('embedded')
  const registry = await startEmbeddedRegistry({ dir, ...options })
  return {
    url: registry.url,
    authorize: () => (options.auth ? header : null),
    owner: options.auth ? { kind: 'basic', ...account } : { kind: 'anonymous' },
    reader: null,
    stop: async () => {
      await registry.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

registryContract('the embedded registry', () => startEmbedded({}), embedded)

registryContract('the embedded registry with a password', () => startEmbedded({ auth: account }), {
  ...variant,
  access: basicAccess,
})

registryContract(
  'the embedded registry with deletion off and without a catalog',
  () => startEmbedded({ deleteEnabled: false, catalog: false }),
  {
    ...variant,
    catalog: { outcome: 'not_found', isPaged: false },
    deletion: { digest: 'unsupported', tag: 'unsupported', blob: 'unsupported' },
  },
)
