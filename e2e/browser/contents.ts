import type { DockerRegistry } from '../lab/docker-registry.ts'
import { buildArtifact, buildChart, buildImage, buildMultiArch } from '../lab/images.ts'
import { push, pushReferrersTag } from '../lab/push.ts'
import { buildAndPush } from '../lab/real-images.ts'
import { buildSchema1 } from '../lab/schema1.ts'
import { writeTags } from '../lab/storage-layout.ts'
import type { RealImages } from './lab.ts'
import { readBuilt, removeDigest } from './registry.ts'
import { umociAndPush } from './umoci-image.ts'

interface Registries {
  readonly real: DockerRegistry
  readonly locked: DockerRegistry
  readonly kept: DockerRegistry
}

/** What would be markup, were it ever taken for any. */
export const hostileText = '<img src=x onerror="alert(1)"><script>alert(2)</script>'

/** Fills the registries: images by buildah and umoci, pushed by skopeo, and by hand what those do not make. */
export async function fillRegistries({ real, locked, kept }: Registries): Promise<RealImages> {
  const made = await Promise.all([
    buildReal(real),
    buildAndPush({
      registryUrl: locked.url,
      credentials: locked.credentials,
      repository: 'vault/app',
      tags: ['1.0.0'],
    }),
    fillByHand(real),
    push(kept, 'archive/app', buildImage(), ['1.0', 'latest']),
    push(kept, 'archive/old', buildSchema1('archive/old', '2015'), '2015'),
  ])
  return { ...made[0], vault: made[1].digest }
}

async function buildReal(real: DockerRegistry) {
  const api = { registryUrl: real.url, repository: 'team/api' }
  const { digest: apiBefore } = await buildAndPush({
    ...api,
    tags: ['1.0.0', '1.0'],
    created: new Date('2026-03-01T12:00:00Z'),
    layers: [{ 'etc/motd': 'before\n' }],
  })
  const { digest } = await buildAndPush({
    ...api,
    tags: ['1.1.0', '1.1', 'latest'],
    platforms: ['linux/amd64', 'linux/arm64'],
    created: new Date('2026-06-07T08:09:10Z'),
    layers: [{ 'etc/motd': 'hello\n' }, { 'srv/app.txt': 'app\n'.repeat(5_000) }],
    labels: { 'org.opencontainers.image.source': 'https://git.example.com/team/api', notice: hostileText },
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', GREETING: hostileText },
  })
  const index = await readBuilt(real.url, 'team/api', digest)
  const sbom = buildArtifact({
    artifactType: 'application/spdx+json',
    content: '{"spdxVersion":"SPDX-2.3"}',
    annotations: { 'org.opencontainers.image.created': '2026-06-07T09:00:00Z', notice: hostileText },
    subject: index,
  })
  const signature = buildArtifact({
    artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json',
    content: 'a signature',
    subject: index,
  })
  await push(real, 'team/api', sbom)
  await push(real, 'team/api', signature)
  await pushReferrersTag(real, 'team/api', index, [sbom, signature])
  const scan = await umociAndPush({
    registryUrl: real.url,
    repository: 'tools/scan',
    tag: '2.0.0',
    files: { 'usr/bin/scan': '#!/bin/sh\n' },
    author: 'Lab <lab@example.com>',
    created: '2026-05-06T07:08:09Z',
  })
  return { api: digest, apiBefore, scan }
}

/** Kinds, ages and sizes side by side, so that every column has something to sort. */
async function fillByHand(real: DockerRegistry) {
  const filler = (kilobytes: number) =>
    Array.from({ length: kilobytes * 16 }, (_, i) => `${(i * 2654435761) >>> 0}`.padStart(10)).join('')
  const old = buildImage({ created: '2025-01-02T03:04:05Z', layers: [{ 'a.txt': filler(64) }] })
  await push(real, 'sort/mixed', old, ['1.2.0', '1.2'])
  await push(real, 'sort/mixed', buildImage({ created: '2026-02-03T04:05:06Z' }), '1.10.0')
  await push(real, 'sort/mixed', buildMultiArch({ created: '2025-09-08T07:06:05Z' }), [
    '2.0.0',
    'latest',
    '2',
  ])
  await push(real, 'sort/mixed', buildImage({ created: null, labels: { dated: 'no' } }), 'undated')
  await push(real, 'sort/mixed', buildChart('web', '0.3.0'), 'chart-0.3.0')
  const hostile = { [hostileText]: hostileText, 'org.opencontainers.image.title': hostileText }
  await push(real, 'odd/hostile', buildImage({ labels: hostile, annotations: hostile }), 'latest')
  const gone = await push(real, 'odd/emptied', buildImage({ labels: { gone: 'yes' } }), 'only')
  await removeDigest(real.url, 'odd/emptied', gone.digest)
  for (const name of ['base/alpine', 'base/debian', 'team/web', 'team/data/etl', 'standalone'])
    await push(real, name, buildImage({ labels: { name } }), ['1.0.0', 'latest'])
  writeTags(real.dir, 'big/many', 5_000)
}
