/**
 * The grammar of distribution-spec 1.1, "Pulling manifests" and of image-spec "Digests". Nothing reaches a path on disk
 * that has not matched one of these, so no name can climb out of its folder.
 */
const namePattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/
const digestPatterns = { sha256: /^[a-f0-9]{64}$/, sha512: /^[a-f0-9]{128}$/ } as const

export type DigestAlgorithm = keyof typeof digestPatterns
export interface ParsedDigest {
  readonly algorithm: DigestAlgorithm
  readonly hex: string
}

/** 255 characters are the limit that clients of the Docker era keep, and what a single folder name can hold. */
export const isRepositoryName = (name: string) => name.length <= 255 && namePattern.test(name)

export const isTag = (tag: string) => tagPattern.test(tag)

/** null for anything but a well-formed sha256 or sha512 digest. */
export function parseDigest(text: string): ParsedDigest | null {
  const [algorithm, hex, ...rest] = text.split(':')
  if (hex === undefined || rest.length > 0) return null
  if (algorithm !== 'sha256' && algorithm !== 'sha512') return null
  return digestPatterns[algorithm].test(hex) ? { algorithm, hex } : null
}

export const formatDigest = ({ algorithm, hex }: ParsedDigest) => `${algorithm}:${hex}`
