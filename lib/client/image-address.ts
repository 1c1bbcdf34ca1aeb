import {
  decodeRepository,
  digestPattern,
  encodeRepository,
  repositoryNamePattern,
  tagPattern,
} from '#lib/api/names.ts'

/** One image of one registry. `reference`: a tag or a digest. */
export interface ImageAddress {
  readonly registry: string
  readonly repository: string
  readonly reference: string
}

const sign = (reference: string) => (digestPattern.test(reference) ? '@' : ':')

/** As the API and the address of a page write it: `registry/team~app:1.0`, `registry/team~app@sha256:…`. */
export const formatImageAddress = ({ registry, repository, reference }: ImageAddress) =>
  `${registry}/${encodeRepository(repository)}${sign(reference)}${reference}`

/** As people read it: `registry/team/app:1.0`. */
export const readableImageAddress = ({ registry, repository, reference }: ImageAddress) =>
  `${registry}/${repository}${sign(reference)}${reference}`

const registryPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * What an address names, whether its repository is written with `/` or with `~`; null where it is none. `idOfHost` tells
 * which registry a public host belongs to, so that a pasted pull reference is understood too. Of `app:1.0@sha256:…` the
 * digest counts.
 */
export function parseImageAddress(
  text: string,
  idOfHost: (host: string) => string | null = () => null,
): ImageAddress | null {
  const [host = '', ...rest] = text.trim().split('/')
  const [, path = '', tag, digest] = /^([^:@]*)(?::([^:@]*))?(?:@(.*))?$/.exec(rest.join('/')) ?? []
  const registry = idOfHost(host) ?? host
  const repository = decodeRepository(path)
  const reference = digest ?? tag ?? ''
  const isReference = (digest === undefined ? tagPattern : digestPattern).test(reference)
  const isAddress = registryPattern.test(registry) && repositoryNamePattern.test(repository) && isReference
  return isAddress && repository.length <= 255 ? { registry, repository, reference } : null
}
