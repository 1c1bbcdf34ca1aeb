'use client'
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { parseImageAddress } from '#lib/client/image-address.ts'

const parsers = {
  left: parseAsString,
  right: parseAsString,
  platform: parseAsString,
  only: parseAsBoolean.withDefault(false),
}

/** Both images, the platform and whether only differences are shown, in the address bar. */
export function useImageDiffState() {
  const [{ left, right, platform, only }, set] = useQueryStates(parsers, { history: 'push' })
  return {
    /** null: none is named, or what is named is no image. */
    left: left === null ? null : parseImageAddress(left),
    right: right === null ? null : parseImageAddress(right),
    /** As the address has them, to be mended where they are no images. */
    texts: { left: left ?? '', right: right ?? '' },
    platform,
    onlyDifferences: only,
    set,
  }
}
export type ImageDiffState = ReturnType<typeof useImageDiffState>
