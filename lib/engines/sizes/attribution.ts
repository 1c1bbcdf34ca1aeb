/**
 * Bytes of blobs by the repositories that hold them: `first` and `last` are the lowest and the highest of their names by
 * bytes. More is not needed to say which namespace holds them alone, for what two names have in front, all between have.
 */
export interface Holding {
  readonly first: string
  readonly last: string
  readonly bytes: number
}

/**
 * Whose these bytes are: the repository, if one alone holds them, else the innermost namespace (`team/api/`, with its
 * slash; empty for the registry) that has all that hold them. Each byte has one owner, so that owners sum up.
 */
export function ownerOf({ first, last }: Pick<Holding, 'first' | 'last'>): string {
  if (first === last) return first
  let length = 0
  while (length < first.length && first[length] === last[length]) length++
  return first.slice(0, first.lastIndexOf('/', length - 1) + 1)
}

/** The namespaces of a repository, the outermost first, each with its slash. */
export function namespacesOf(repository: string): string[] {
  const found: string[] = []
  for (let at = repository.indexOf('/'); at !== -1; at = repository.indexOf('/', at + 1))
    found.push(repository.slice(0, at + 1))
  return found
}
