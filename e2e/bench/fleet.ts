import { type Built, buildImage, buildIndex, type ImageOptions } from '../lab/images.ts'
import { writeStorage } from '../lab/storage-layout.ts'

export interface FleetSize {
  readonly repositories: number
  readonly tags: number
  readonly sharedImages: number
}

/** mulberry32: small, and the same numbers on every machine. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const teams = ['api', 'billing', 'data', 'edge', 'identity', 'media', 'ops', 'payments', 'search', 'web']
const programs = ['gateway', 'worker', 'server', 'cron', 'importer', 'proxy', 'console', 'agent']
const nameOf = (index: number) =>
  `${teams[index % teams.length]}/${programs[Math.floor(index / teams.length) % programs.length]}-${index}`

const release = (index: number) => `1.${Math.floor(index / 10)}.${index % 10}`

function buildOne(name: string, index: number): Built {
  const options = (architecture: string): ImageOptions => ({
    layers: [{ 'etc/base': 'base' }, { 'srv/app': `app of ${name}` }],
    created: new Date(Date.UTC(2026, 0, 1) + index * 600_000).toISOString(),
    labels: { 'org.opencontainers.image.title': name },
    platform: { os: 'linux', architecture },
  })
  // One in ten is for two platforms.
  if (index % 10 !== 3) return buildImage(options('amd64'))
  return buildIndex(
    ['amd64', 'arm64'].map((architecture) => ({
      built: buildImage(options(architecture)),
      platform: { os: 'linux', architecture },
    })),
  )
}

/**
 * Fills a registry's folder with repositories of 1 to 20 tags. Most tags are on images that several repositories share
 * (what a team promotes and copies), one in twenty on one of its own. The same on every run.
 */
export function writeFleet(dir: string, size: FleetSize): void {
  const random = numbers(20_261_125)
  const storage = writeStorage(dir)
  const shared = Array.from({ length: size.sharedImages }, (_, index) => buildOne(`shared-${index}`, index))
  const counts = tagCounts(size, random)
  let own = size.sharedImages
  for (const [index, count] of counts.entries()) {
    const repository = nameOf(index)
    for (let at = 0; at < count; at++) {
      const drawn = shared[Math.floor(random() * shared.length)]
      const image = drawn && random() >= 0.05 ? drawn : buildOne(repository, own++)
      storage.writeManifest(repository, image)
      storage.writeTag(repository, at === count - 1 ? 'latest' : release(at), image.digest)
    }
  }
}

/** Between 1 and 20 each, `tags` in all. */
function tagCounts({ repositories, tags }: FleetSize, random: () => number): number[] {
  const counts = Array.from({ length: repositories }, () => 1 + Math.floor(random() * 19))
  let missing = tags - counts.reduce((sum, count) => sum + count, 0)
  for (let at = 0; missing !== 0; at = (at + 1) % repositories) {
    const step = Math.sign(missing)
    const next = (counts[at] ?? 0) + step
    if (next < 1 || next > 20) continue
    counts[at] = next
    missing -= step
  }
  return counts
}
