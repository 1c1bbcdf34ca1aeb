import {
  type DockerRegistry,
  type DockerRegistryOptions,
  startDockerRegistry,
} from '../../../e2e/lab/docker-registry.ts'
import { writeTags } from '../../../e2e/lab/storage-layout.ts'
import { tokenAccounts } from '../../../e2e/lab/token-server.ts'
import type { Subject } from './world.ts'

export interface DockerRegistrySubject extends Subject {
  readonly registry: DockerRegistry
}

/** A CNCF Distribution of the lab as a subject of the contract. */
export async function startDockerRegistrySubject(
  options: DockerRegistryOptions,
): Promise<DockerRegistrySubject> {
  const registry = await startDockerRegistry(options)
  return {
    registry,
    url: registry.url,
    authorize: registry.authorize,
    owner: registry.credentials ? { kind: 'basic', ...registry.credentials } : { kind: 'anonymous' },
    reader: registry.tokenServer ? { kind: 'basic', ...tokenAccounts.reader } : null,
    seedTags: (repository, count, options) => writeTags(registry.dir, repository, count, options),
    stop: registry.stop,
  }
}
