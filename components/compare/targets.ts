import { decodeRepository, repositoryNamePattern } from '#lib/api/names.ts'

// As the API has it, whose schema does not come to the browser.
const registryIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export interface Target {
  readonly registry: string
  readonly repository: string
}

/** A side of a comparison, out of `registry/team~app`; null where it is none. */
export function targetOf(text: string): Target | null {
  const [registry = '', segment = '', ...rest] = text.split('/')
  const repository = decodeRepository(segment)
  const isOne =
    rest.length === 0 &&
    registryIdPattern.test(registry) &&
    repository.length <= 255 &&
    repositoryNamePattern.test(repository)
  return isOne ? { registry, repository } : null
}
