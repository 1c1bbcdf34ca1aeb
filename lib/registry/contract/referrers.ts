import { describe, expect, test } from 'vitest'
import { type Built, buildArtifact, buildImage } from '../../../e2e/lab/images.ts'
import { pushReferrersTag } from '../../../e2e/lab/push.ts'
import { collect, type World } from './world.ts'

const signatureType = 'application/vnd.example.signature'
const sbomType = 'application/vnd.example.sbom'

export function describeReferrers(world: World) {
  const { referrers } = world.expectations

  /** An image with a signature and an SBOM; where the registry has no API for them, with the fallback tag. */
  const seedReferrers = async (repository: string) => {
    const subject = await world.seed(repository, buildImage(), 'signed')
    const signature = buildArtifact({ artifactType: signatureType, subject, annotations: { by: 'lab' } })
    const sbom = buildArtifact({ artifactType: sbomType, subject, content: 'packages' })
    for (const referrer of [signature, sbom]) await world.seed(repository, referrer)
    if (referrers === 'tag') await pushReferrersTag(world.subject, repository, subject, [signature, sbom])
    return { subject, signature, sbom }
  }
  const digestsOf = (list: readonly { digest: string }[]) => list.map(({ digest }) => digest).sort()

  describe('referrers', () => {
    test('are listed with their types, sizes and annotations', async () => {
      const repository = world.freshRepository('referrers')
      const { subject, signature, sbom } = await seedReferrers(repository)
      const found = await world.client.listReferrers(repository, subject.digest)
      expect(found.source).toBe(referrers)
      expect(digestsOf(found.descriptors)).toEqual(digestsOf([signature, sbom]))
      expect(found.descriptors.find(({ digest }) => digest === signature.digest)).toMatchObject({
        mediaType: signature.mediaType,
        artifactType: signatureType,
        size: signature.bytes.length,
        annotations: { by: 'lab' },
      })
    })

    test('are filtered by type, whether or not the registry filters', async () => {
      const repository = world.freshRepository('referrers-filtered')
      const { subject, sbom } = await seedReferrers(repository)
      const found = await world.client.listReferrers(repository, subject.digest, { artifactType: sbomType })
      expect(digestsOf(found.descriptors)).toEqual([sbom.digest])
    })

    test('of what has none are an empty list', async () => {
      const repository = world.freshRepository('referrers-none')
      const { digest } = await world.seed(repository, buildImage(), 'plain')
      expect((await world.client.listReferrers(repository, digest)).descriptors).toEqual([])
    })

    test('the registry confirms a subject when it keeps the list itself', async () => {
      const repository = world.freshRepository('referrers-put')
      const subject = await world.seed(repository, buildImage(), 'signed')
      const referrer = await uploadBlobs(repository, buildArtifact({ artifactType: signatureType, subject }))
      const put = await world.client.putManifest(repository, referrer.digest, referrer)
      expect(put).toEqual({ digest: referrer.digest, subject: referrers === 'api' ? subject.digest : null })
      expect(await collect(world.client.listTags(repository))).toContain('signed')
    })
  })

  const uploadBlobs = async (repository: string, built: Built) => {
    for (const { digest, bytes } of built.blobs) {
      await world.client.putBlob(repository, { digest, sizeBytes: bytes.length, body: bytes })
    }
    return built
  }
}
