import { decodeRepository, namespaceOf, repositoryNamePattern } from '#lib/api/names.ts'

// As the API has it, whose schema does not come to the browser.
const registryIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export interface Target {
  readonly registry: string
  readonly repository: string
}

/** A side of a comparison, out of `registry/team~app` or `registry/team~*`; null where it is none. */
export function targetOf(text: string): Target | null {
  const [registry = '', segment = '', ...rest] = text.split('/')
  const repository = decodeRepository(segment)
  const isOne =
    rest.length === 0 &&
    registryIdPattern.test(registry) &&
    repository.length <= 255 &&
    (repositoryNamePattern.test(repository) || namespaceOf(repository) !== null)
  return isOne ? { registry, repository } : null
}

/** Whether each of several sides is one repository, or each is many, and none is there twice. */
export const canBeCompared = (texts: readonly string[]) => {
  const targets = texts.map(targetOf)
  const isMany = (target: Target | null) => target !== null && namespaceOf(target.repository) !== null
  return (
    targets.length > 1 &&
    targets.every((target) => target !== null && isMany(target) === isMany(targets[0] ?? null)) &&
    new Set(texts).size === texts.length
  )
}

/** The repository of a side that a row is about. */
export const repositoryAt = ({ repository }: Target, path: string | null) =>
  path === null ? repository : `${namespaceOf(repository) ?? ''}${path}`
