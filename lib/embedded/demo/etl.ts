import { digestOf } from '#lib/registry/digest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { entryOf } from './attestation.ts'
import { type Base, basePath, platformName } from './base-images.ts'
import { daysAgo, timestamp } from './calendar.ts'
import { imageOf } from './image.ts'
import { packLayer, text } from './layer.ts'
import { indexOf, type ManifestExtras } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'team/data/etl'

interface Oddity {
  readonly tag: string
  /** As the config says it; null: not at all. */
  readonly created: string | null
  readonly extras?: ManifestExtras
}

/** Every way in which a creation date can mislead. */
const oddities: readonly Oddity[] = [
  { tag: 'no-date', created: null },
  { tag: 'year-one', created: '0001-01-01T00:00:00Z' },
  { tag: 'epoch', created: '1970-01-01T00:00:00Z' },
  { tag: 'reproducible', created: '1980-01-01T00:00:01Z' },
  { tag: 'future', created: '2031-05-04T12:00:00Z' },
  { tag: 'not-a-date', created: 'last Tuesday' },
  { tag: 'offset', created: '2026-09-12T23:30:00.123456789+09:00' },
  {
    tag: 'annotated',
    created: null,
    extras: { annotations: { 'org.opencontainers.image.created': timestamp(daysAgo(12)) } },
  },
]

/** Odd dates, an index with a child that is not there, and hostile-looking labels. */
export async function publishEtl(publisher: Publisher, bases: readonly Base[]) {
  const build = async ({ platform, steps }: Base, { tag, created, extras }: Oddity) => {
    const at = daysAgo(20)
    const layer = await packLayer(
      [text('opt/etl/job.py', `# ${tag} on ${platformName(platform)}\nprint("ahoy")\n`)],
      at,
    )
    const config = {
      Env: [basePath, 'PYTHONUNBUFFERED=1'],
      Cmd: ['python3', '/opt/etl/job.py'],
      Labels: { 'com.example.note': `Rows & columns <b>${tag}</b>`, 'com.example.team': 'données' },
    }
    const own = [
      { by: 'COPY job.py /opt/etl/ # buildkit', at, layer },
      { by: 'CMD ["python3" "/opt/etl/job.py"]', at },
    ]
    return imageOf({
      platform,
      steps: [...steps, ...own],
      config,
      created,
      ...(extras === undefined ? {} : { extras }),
    })
  }
  const [first] = bases
  if (first === undefined) throw new Error('The demo has lost its bases.')
  for (const oddity of oddities) await publisher.publish(repository, await build(first, oddity), [oddity.tag])

  const whole = await Promise.all(
    bases.map(async (base) => ({
      platform: base.platform,
      manifest: await build(base, { tag: '2026.09', created: timestamp(daysAgo(8)) }),
    })),
  )
  const missing = {
    descriptor: {
      mediaType: mediaTypes.ociManifest,
      digest: digestOf(Buffer.from('a child that was deleted')),
      size: 1069,
      platform: { architecture: 's390x', os: 'linux' },
    },
  }
  await publisher.publish(repository, indexOf(whole.map(entryOf)), ['2026.09', 'latest'])
  await publisher.publish(repository, indexOf([...whole.map(entryOf), missing]), ['2026.08-incomplete'])
}
