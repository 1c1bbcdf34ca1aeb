import { startDockerRegistrySubject } from './docker-registry-subject.ts'
import { basicAccess, distribution2 } from './expectations.ts'
import { registryContract } from './suite.ts'

registryContract(
  "Debian's docker-registry",
  () => startDockerRegistrySubject({ mode: 'anonymous' }),
  distribution2,
)

registryContract(
  "Debian's docker-registry with a password",
  () => startDockerRegistrySubject({ mode: 'htpasswd' }),
  { ...distribution2, access: basicAccess },
)

registryContract(
  "Debian's docker-registry with deletion off",
  () => startDockerRegistrySubject({ mode: 'deletion-off' }),
  { ...distribution2, deletion: { digest: 'unsupported', tag: 'unsupported', blob: 'unsupported' } },
)
