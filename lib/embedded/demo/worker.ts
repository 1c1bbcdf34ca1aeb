import { digestOf } from '#lib/registry/digest.ts'
import { type Base, basePath } from './base-images.ts'
import { daysAgo, timestamp } from './calendar.ts'
import { imageOf } from './image.ts'
import { packLayer, program, text } from './layer.ts'
import type { Manifest } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'harbour/worker'

interface Build {
  readonly tags: readonly string[]
  readonly version: string
  readonly daysAgo: number
}

/** Two years of a busy repository, newest first: releases, their candidates, nightlies, branches, and moving tags. */
function builds(): Build[] {
  const minors = [
    { minor: '1.9', patches: 6 },
    { minor: '1.10', patches: 9 },
    { minor: '1.11', patches: 4 },
    { minor: '2.0', patches: 11 },
    { minor: '2.1', patches: 8 },
    { minor: '2.2', patches: 3 },
  ]
  const releases = minors.flatMap(({ minor, patches }) => [
    ...['alpha.1', 'beta.1', 'beta.2', 'beta.11', 'rc.1'].map((stage) => `${minor}.0-${stage}`),
    ...Array.from({ length: patches }, (_, patch) => `${minor}.${patch}`),
  ])
  const dated = releases.map((version, i) => ({
    version,
    daysAgo: (releases.length - i) * 9,
    tags: [`v${version}`],
  }))
  const moving = new Map([
    ['1.10.8', ['v1.10', 'v1']],
    ['2.1.7', ['v2.1']],
    ['2.2.2', ['v2.2', 'v2', 'latest', 'stable']],
  ])
  const nightlies = Array.from({ length: 21 }, (_, i) => ({
    version: `nightly-${i}`,
    daysAgo: i + 0.4,
    tags: [`nightly-${timestamp(daysAgo(i)).slice(0, 10).replaceAll('-', '')}`],
  }))
  const commits = Array.from({ length: 22 }, (_, i) => {
    const hash = digestOf(Buffer.from(`commit ${i}`)).slice(7, 14)
    return {
      version: `main-${i}`,
      daysAgo: i * 2 + 0.7,
      tags: [i % 3 === 0 ? `pr-${412 - i}` : `main-${hash}-${2040 - i}`],
    }
  })
  return [
    ...dated.map((build) => ({ ...build, tags: [...build.tags, ...(moving.get(build.version) ?? [])] })),
    ...nightlies,
    ...commits,
  ]
}

/** A repository with many tags; the images are small and share all but one file. */
export async function publishWorker(publisher: Publisher, { platform, steps }: Base) {
  const runtime = await packLayer([program('usr/local/lib/libworker.so', 800_000)], daysAgo(700))
  const build = async ({ version, daysAgo: days }: Build): Promise<Manifest> => {
    const at = daysAgo(days)
    const layer = await packLayer([text('etc/worker/version', `${version}\n`)], at)
    return imageOf({
      platform,
      config: {
        Env: [basePath, `WORKER_VERSION=${version}`],
        Cmd: ['/usr/local/bin/worker'],
        Labels: { 'org.opencontainers.image.version': version },
      },
      steps: [
        ...steps,
        { by: 'COPY lib/ /usr/local/lib/ # buildkit', at: daysAgo(700), layer: runtime },
        { by: `RUN /bin/sh -c echo ${version} > /etc/worker/version # buildkit`, at, layer },
        { by: 'CMD ["/usr/local/bin/worker"]', at },
      ],
    })
  }
  const all = builds()
  const lanes = 8
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let i = lane; i < all.length; i += lanes) {
        const item = all[i]
        if (item !== undefined) await publisher.publish(repository, await build(item), item.tags)
      }
    }),
  )
}
