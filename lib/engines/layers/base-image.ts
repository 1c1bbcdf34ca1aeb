/** An image with a tag, whose layers are the lowest of another image. */
export interface BaseCandidate {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  readonly versionKey: string
  /** What the tag is on. */
  readonly digest: string
  /** The image itself: the same, or a child of the index that the tag is on. */
  readonly image: string
  /** How many layers it has. */
  readonly depth: number
}

export interface BaseClaim {
  readonly name: string | null
  readonly digest: string | null
}

const annotation = (key: string) => `org.opencontainers.image.base.${key}`

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md; null where the image says nothing. */
export function claimOf(annotations: Readonly<Record<string, string>>): BaseClaim | null {
  const [name, digest] = [annotations[annotation('name')] || null, annotations[annotation('digest')] || null]
  return name || digest ? { name, digest } : null
}

/** `docker.io/library/alpine:3.20@sha256:…` as repository and tag; a single segment means Docker Hub's `library/`. */
function parseName(name: string): { repository: string; tag: string | null } {
  const bare = name.split('@')[0] ?? ''
  const colon = bare.lastIndexOf(':')
  const hasTag = colon > bare.lastIndexOf('/')
  const path = (hasTag ? bare.slice(0, colon) : bare).split('/')
  const first = path[0] ?? ''
  if (path.length > 1 && (/[.:]/.test(first) || first === 'localhost')) path.shift()
  return {
    repository: path.length === 1 ? `library/${path[0]}` : path.join('/'),
    tag: hasTag ? bare.slice(colon + 1) : null,
  }
}

/** Whether the claim means this one: by digest where it names one, else by repository and tag, behind whatever mirror. */
export function agrees(claim: BaseClaim, { repository, tag, digest, image }: BaseCandidate): boolean {
  if (claim.digest) return claim.digest === digest || claim.digest === image
  if (!claim.name) return false
  const named = parseName(claim.name)
  const isNamed = repository === named.repository || repository.endsWith(`/${named.repository}`)
  return isNamed && tag === (named.tag ?? 'latest')
}

const looksLikeBase = (repository: string) => /(?:^|\/)(?:library|base|base-images?)\//.test(repository)
const looksLikeVersion = (tag: string) => /^v?\d/.test(tag)

/**
 * What an image is built on: what it claims itself if that is among them, else the one with the most layers; of equals
 * one that is named like a base image, of the image's own registry, and its highest version. null for no candidate.
 */
export function chooseBase(
  candidates: readonly BaseCandidate[],
  claim: BaseClaim | null,
  registry: string,
): BaseCandidate | null {
  const rank = (candidate: BaseCandidate) => [
    claim && agrees(claim, candidate) ? 1 : 0,
    candidate.depth,
    looksLikeBase(candidate.repository) ? 1 : 0,
    candidate.registry === registry ? 1 : 0,
    looksLikeVersion(candidate.tag) ? 1 : 0,
  ]
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) }))
  ranked.sort(
    (a, b) =>
      b.rank.map((value, i) => value - (a.rank[i] ?? 0)).find((difference) => difference !== 0) ??
      compareText(b.candidate.versionKey, a.candidate.versionKey) ??
      compareText(placeOf(a.candidate), placeOf(b.candidate)) ??
      0,
  )
  return ranked[0]?.candidate ?? null
}

const placeOf = ({ registry, repository, tag }: BaseCandidate) => `${registry}/${repository}:${tag}`
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : undefined)
