import { createHash } from 'node:crypto'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { manifests, repositories, repositoryManifests, tags } from '../store/schema.ts'
import { openWorldUnderTest } from './store-under-test.ts'

export const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** The same in every run, so that a failure can be looked at. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

const amd64 = { os: 'linux', architecture: 'amd64', variant: null, osVersion: null }
const arm = { os: 'linux', architecture: 'arm', variant: 'v7', osVersion: null }
const windows = { os: 'windows', architecture: 'amd64', variant: null, osVersion: '10.0.1' }
const manifestCount = 12
export const tagCount = 90
export const dates = [new Date('1999-12-31T23:59:59.999Z'), new Date('2024-03-31T01:30:00.001Z')] as const

/**
 * A repository of tags of every sort: known, unknown, broken, failed, gone, several on one digest, signed in either way;
 * and others beside it that must not be mixed up with it.
 */
export async function openTagsUnderTest() {
  const world = await openWorldUnderTest()
  const place = world.placeOf({})
  const random = randomFrom(7)
  const oneOf = <T>(items: readonly T[]): T => items[random(items.length)] as T
  const { db } = world.store
  const manifest = (text: string, more: object) => ({
    digest: digestOf(text),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    sizeBytes: 2,
    bytes: Buffer.from('{}'),
    kind: 'image' as const,
    isComplete: true,
    ...more,
  })
  await db.insert(manifests).values([
    ...Array.from({ length: manifestCount }, (_, i) =>
      manifest(`manifest ${i}`, {
        mediaType: oneOf(['application/vnd.oci.image.manifest.v1+json', 'application/x']),
        kind: oneOf(['image', 'index', 'chart'] as const),
        artifactType: i % 3 === 0 ? `application/vnd.example.${i % 2}` : null,
        totalSize: oneOf([null, 0, 9, 10, 2 ** 40, Number.MAX_SAFE_INTEGER]),
        createdAt: oneOf([null, ...dates]),
        platforms: oneOf([null, [], [amd64], [amd64, arm], [windows]]),
      }),
    ),
    manifest('signature', { kind: 'signature', subjectDigest: digestOf('manifest 1') }),
    // Of another repository: it signs nothing here.
    manifest('foreign signature', { kind: 'signature', subjectDigest: digestOf('manifest 2') }),
  ])
  await db.insert(repositoryManifests).values([
    { registryId: 'one', repository: 'team/app', digest: digestOf('signature'), isPresent: true },
    { registryId: 'one', repository: 'team/app', digest: digestOf('foreign signature'), isPresent: false },
    { registryId: 'one', repository: 'team/other', digest: digestOf('foreign signature'), isPresent: true },
  ])
  const names = Array.from({ length: tagCount }, (_, i) =>
    oneOf([`v${random(4)}.${random(4)}.${i}`, `${i}.0`, `build-${i}`, `B_${i}%`, `x${i}-rc.1`]),
  )
  const times = () => oneOf([null, dates[0], dates[1]])
  const row = (name: string, more: object = {}) => ({
    registryId: 'one',
    repository: 'team/app',
    name,
    versionKey: versionKey(name),
    ...more,
  })
  await db.insert(tags).values([
    ...[...new Set(names)].map((name) => {
      const i = random(manifestCount + 4)
      const told = { pushedAt: times(), pulledAt: times(), firstSeenAt: oneOf(dates) }
      if (i === manifestCount) return row(name, told)
      if (i === manifestCount + 1)
        return row(name, { problem: { code: 'manifest_not_found', detail: 'It is broken.' } })
      if (i === manifestCount + 2)
        return row(name, { problem: { code: 'registry_error', detail: 'It failed.' }, checkedAt: new Date() })
      // Of manifest 15 the pointer is known, and nothing of what is there.
      return row(name, { digest: digestOf(`manifest ${i}`), ...told })
    }),
    row('lost', { problem: { code: 'manifest_not_found', detail: 'It is broken.' } }),
    row('gone', { digest: digestOf('manifest 0'), goneAt: new Date() }),
    row(`sha256-${'a'.repeat(64)}`, { digest: digestOf('manifest 0'), isReferrer: true }),
    row(`${digestOf('manifest 3').replace(':', '-')}.sig`, { isReferrer: true }),
    row(`${digestOf('manifest 4').replace(':', '-')}.sig`, { isReferrer: true, goneAt: new Date() }),
    { ...row('elsewhere', { digest: digestOf('manifest 0') }), repository: 'team/other' },
    { ...row('elsewhere', { digest: digestOf('manifest 0') }), registryId: 'two' },
  ])
  return {
    ...world,
    place,
    signedDigests: [digestOf('manifest 1'), digestOf('manifest 3')],
    /** The registry tells of pulls from now on: of one, in another repository. */
    tellOfPulls: () =>
      db.insert(repositories).values({
        registryId: 'one',
        name: 'team/other',
        source: 'catalog',
        lastPulledAt: new Date(),
      }),
  }
}
export type TagsUnderTest = Awaited<ReturnType<typeof openTagsUnderTest>>
