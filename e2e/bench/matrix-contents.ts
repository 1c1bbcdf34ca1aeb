import { type Built, buildImage, buildIndex } from '../lab/images.ts'
import { writeStorage } from '../lab/storage-layout.ts'

/** Of the tags of each side, how many the other one has not. */
export const sidesShare = (tags: number) => ({ apart: Math.floor(tags / 20) })

/**
 * One side of a matrix as releases leave it, from an offset on, so that each side has tags that the other has not. Of ten
 * tags six are the same image on both sides, two are images that differ, one is an index that differs, and one the same two
 * images in another order.
 */
export function fillSide(dir: string, repository: string, tags: number, side: number): void {
  const storage = writeStorage(dir)
  const first = side * sidesShare(tags).apart
  for (let index = first; index < first + tags; index++) {
    const built = imageOf(index, side)
    storage.writeManifest(repository, built)
    storage.writeTag(repository, `1.${Math.floor(index / 100)}.${index % 100}`, built.digest)
  }
}

function imageOf(index: number, side: number): Built {
  const kind = index % 10
  if (kind < 6) return one(index, 'amd64', 0)
  if (kind < 8) return one(index, 'amd64', side)
  const children = ['amd64', 'arm64'].map((architecture) => ({
    built: one(index, architecture, kind === 8 ? side : 0),
    platform: { os: 'linux', architecture },
  }))
  return buildIndex(kind === 9 && side === 1 ? children.toReversed() : children)
}

const one = (index: number, architecture: string, side: number) =>
  buildImage({
    platform: { os: 'linux', architecture },
    layers: [{ 'etc/base': 'base' }],
    created: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000 + side * 60_000).toISOString(),
    labels: { 'org.opencontainers.image.version': `${index}` },
  })
