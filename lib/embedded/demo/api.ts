import { attestedIndex, spdxDocument } from './attestation.ts'
import { type Base, basePackages, basePath, platformName } from './base-images.ts'
import { daysAgo, timestamp } from './calendar.ts'
import { jsonContent } from './content.ts'
import { imageOf, type RuntimeConfig } from './image.ts'
import { folder, packLayer, program, removed, text } from './layer.ts'
import { emptyConfig, type Manifest, manifestOf } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'harbour/api'

const releases = [
  { version: '1.5.0-rc.1', daysAgo: 2, bytes: 760_000, tags: ['1.5.0-rc.1', 'next'] },
  { version: '1.4.2', daysAgo: 6, bytes: 700_000, tags: ['1.4.2', '1.4', '1', 'latest'] },
  { version: '1.4.1', daysAgo: 23, bytes: 690_000, tags: ['1.4.1'] },
  { version: '1.4.0', daysAgo: 41, bytes: 680_000, tags: ['1.4.0'] },
  { version: '1.3.7', daysAgo: 96, bytes: 610_000, tags: ['1.3.7', '1.3'] },
] as const

const configOf = (version: string, builtAt: Date): RuntimeConfig => ({
  User: '10001:10001',
  ExposedPorts: { '8080/tcp': {}, '9090/tcp': {} },
  Env: [basePath, `HARBOUR_VERSION=${version}`, 'HARBOUR_LISTEN=0.0.0.0:8080', 'TZ=Etc/UTC'],
  Entrypoint: ['/usr/local/bin/harbour-api'],
  Cmd: ['serve', '--metrics', ':9090'],
  Volumes: { '/var/lib/harbour': {} },
  WorkingDir: '/var/lib/harbour',
  StopSignal: 'SIGTERM',
  Healthcheck: {
    Test: ['CMD', '/usr/local/bin/harbour-api', 'health'],
    Interval: 30_000_000_000,
    Timeout: 3_000_000_000,
  },
  Labels: {
    'org.opencontainers.image.title': 'Harbour API',
    'org.opencontainers.image.description': 'Berths, tides and pilots over HTTP',
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.created': timestamp(builtAt),
    'org.opencontainers.image.source': 'https://git.example.com/harbour/api',
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'com.example.description.ko': '항만 정보를 제공하는 서비스',
  },
})

/** Releases over one base, on two platforms, with attestations; the newest stable one is signed and has an SBOM. */
export async function publishApi(publisher: Publisher, bases: readonly Base[]) {
  const files = await packLayer(
    [folder('var/lib/harbour'), text('etc/ssl/openssl.cnf', 'openssl_conf = default\n'), removed('etc/apk')],
    daysAgo(100),
  )
  for (const release of releases) {
    const index = await buildRelease(release, bases, files)
    await publisher.publish(repository, index, release.tags)
    if (release.version === '1.4.2') await publishSupplyChain(publisher, index)
  }
}

async function buildRelease(
  release: (typeof releases)[number],
  bases: readonly Base[],
  shared: Awaited<ReturnType<typeof packLayer>>,
): Promise<Manifest> {
  const builtAt = daysAgo(release.daysAgo)
  const images = await Promise.all(
    bases.map(async ({ platform, steps }) => {
      const seed = `${repository} ${release.version} ${platformName(platform)}`
      const layer = await packLayer([program('usr/local/bin/harbour-api', release.bytes, seed)], builtAt)
      const own = [
        {
          by: 'RUN /bin/sh -c apk del apk-tools && mkdir -p /var/lib/harbour # buildkit',
          at: builtAt,
          layer: shared,
        },
        { by: `ENV HARBOUR_VERSION=${release.version} HARBOUR_LISTEN=0.0.0.0:8080`, at: builtAt },
        { by: 'COPY /out/harbour-api /usr/local/bin/ # buildkit', at: builtAt, layer },
        { by: 'VOLUME [/var/lib/harbour]', at: builtAt },
        { by: 'EXPOSE map[8080/tcp:{} 9090/tcp:{}]', at: builtAt },
        { by: 'USER 10001:10001', at: builtAt },
        {
          by: 'HEALTHCHECK &{["CMD" "/usr/local/bin/harbour-api" "health"] "30s" "3s" "0s" "0s" \'\\x00\'}',
          at: builtAt,
        },
        { by: 'ENTRYPOINT ["/usr/local/bin/harbour-api"]', at: builtAt },
        { by: 'CMD ["serve" "--metrics" ":9090"]', at: builtAt },
      ]
      const config = configOf(release.version, builtAt)
      return { platform, manifest: imageOf({ platform, steps: [...steps, ...own], config }) }
    }),
  )
  return attestedIndex(
    images,
    { repository, builtAt, packages: [...basePackages, `harbour-api@${release.version}`] },
    { annotations: { 'org.opencontainers.image.created': timestamp(builtAt) } },
  )
}

/** Both ways of today: referrers of OCI 1.1, and the signature tag that cosign has always written. Nothing here is signed in earnest. */
async function publishSupplyChain(publisher: Publisher, subject: Manifest) {
  const { descriptor } = subject
  const artifact = (artifactType: string, body: object, created: Date, title: string) =>
    manifestOf(
      emptyConfig,
      [jsonContent(artifactType, body, { annotations: { 'org.opencontainers.image.title': title } })],
      {
        artifactType,
        subject: descriptor,
        annotations: { 'org.opencontainers.image.created': timestamp(created) },
      },
    )
  const sbom = spdxDocument(repository, daysAgo(6), [...basePackages, 'harbour-api@1.4.2'])
  const referrers = [
    artifact('application/spdx+json', sbom, daysAgo(5.99), 'sbom.spdx.json'),
    artifact(
      'application/vnd.dev.sigstore.bundle.v0.3+json',
      {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        messageSignature: { signature: sampleSignature },
      },
      daysAgo(5.98),
      'bundle.sigstore.json',
    ),
    artifact(
      'application/sarif+json',
      { version: '2.1.0', runs: [{ tool: { driver: { name: 'portolan-demo' } }, results: [] }] },
      daysAgo(1),
      'scan.sarif',
    ),
  ]
  for (const referrer of referrers) await publisher.publish(repository, referrer)

  const payload = jsonContent(
    'application/vnd.dev.cosign.simplesigning.v1+json',
    {
      critical: {
        identity: { 'docker-reference': repository },
        image: { 'docker-manifest-digest': descriptor.digest },
        type: 'cosign container image signature',
      },
      optional: null,
    },
    { annotations: { 'dev.cosignproject.cosign/signature': sampleSignature } },
  )
  const config = jsonContent('application/vnd.oci.image.config.v1+json', {
    architecture: '',
    created: '0001-01-01T00:00:00Z',
    history: [{ created: '0001-01-01T00:00:00Z' }],
    os: '',
    rootfs: { type: 'layers', diff_ids: [payload.descriptor.digest] },
    config: {},
  })
  await publisher.publish(repository, manifestOf(config, [payload]), [
    `${descriptor.digest.replace(':', '-')}.sig`,
  ])
}

const sampleSignature = Buffer.from('a sample, and no signature of anything').toString('base64')
