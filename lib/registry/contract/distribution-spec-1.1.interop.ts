import { expect, test } from 'vitest'
import { buildGoProgram, type GoProgram } from '../../../e2e/lab/go-program.ts'
import { goPrograms, type PlainRegistry, startOlareg, startZot } from '../../../e2e/lab/go-registries.ts'
import { startDockerRegistrySubject } from './docker-registry-subject.ts'
import { distribution2, type Expectations } from './expectations.ts'
import { registryContract } from './suite.ts'
import type { Subject } from './world.ts'

const open = (start: (path: string) => Promise<PlainRegistry>) => async (path: string) => {
  const registry = await start(path)
  return { ...registry, owner: { kind: 'anonymous' }, reader: null } satisfies Subject
}

/**
 * Runs the contract over a registry that Go builds. Where Go's module proxy will not hand it out, a test says so in
 * its name, so that it is counted and read, and holds the proxy to a plain refusal.
 */
async function interop(
  name: string,
  program: GoProgram,
  start: (path: string) => Promise<Subject>,
  expectations: Expectations,
) {
  const build = await buildGoProgram(program)
  if (build.state === 'built') return registryContract(name, () => start(build.path), expectations)
  console.warn(`${name} is NOT tested: the Go module proxy refuses it.\n${build.detail}`)
  test(`${name} is not tested here: the Go module proxy answers ${build.status} for it`, () => {
    expect([403, 404, 410]).toContain(build.status)
    expect(build.detail).toContain(`${program.module}/@v/${program.version}.info`)
  })
}

const distribution3: Expectations = {
  ...distribution2,
  deletion: { digest: 'done', tag: 'done', blob: 'done' },
  schema1: 'refused',
}

const olareg: Expectations = {
  ...distribution2,
  catalog: { outcome: 'not_found', isPaged: false },
  tags: { many: 1500, unknownRepository: 'done', afterLastTag: 'done' },
  deletion: { digest: 'done', tag: 'done', blob: 'done' },
  referrers: 'api',
  schema1: 'refused',
}

const zot: Expectations = {
  ...distribution2,
  // Its index of a repository has one entry a tag, which a push replaces.
  untagged: 'goes',
  deletion: { digest: 'done', tag: 'done', blob: 'done' },
  schema1: 'refused',
  referrers: 'api',
}

await interop(
  'CNCF Distribution 3',
  goPrograms.distribution3,
  (binary) => startDockerRegistrySubject({ binary }),
  distribution3,
)
await interop('olareg', goPrograms.olareg, open(startOlareg), olareg)
await interop('zot, minimal build', goPrograms.zot, open(startZot), zot)
