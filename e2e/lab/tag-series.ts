import { type Built, buildImage } from './images.ts'

export interface TagSeriesOptions {
  /** How many distinct images the tags point to in turn; by default one for each tag. */
  images?: number
  tagName?: (index: number) => string
}

export interface TagSeries {
  readonly images: Built[]
  readonly tags: { readonly name: string; readonly image: Built }[]
}

const versionOf = (index: number) => `1.${Math.floor(index / 100)}.${index % 100}`

/** Many tags on images that share one layer, an hour apart from 2026-01-01 on. */
export function buildTagSeries(count: number, options: TagSeriesOptions = {}): TagSeries {
  const tagName = options.tagName ?? versionOf
  const images = Array.from({ length: Math.min(options.images ?? count, count) }, (_, index) =>
    buildImage({
      layers: [{ 'etc/base': 'base' }],
      created: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
      labels: { 'org.opencontainers.image.version': tagName(index) },
    }),
  )
  const tags = Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const image = images[index % images.length]
    return image ? [{ name: tagName(index), image }] : []
  })
  return { images, tags }
}
