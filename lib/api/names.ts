/** OCI distribution spec 1.1, "Pulling manifests". */
export const repositoryNamePattern =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
export const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/
export const digestPattern = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]{32,}$/

/** What is before the `*` of `team/*`, `` for `*` alone; null for what is no such name. */
export function namespaceOf(name: string): string | null {
  if (name === '*') return ''
  const namespace = name.endsWith('/*') ? name.slice(0, -1) : null
  return namespace !== null && repositoryNamePattern.test(namespace.slice(0, -1)) ? namespace : null
}

export const encodeRepository = (name: string) => name.replaceAll('/', '~')
export const decodeRepository = (segment: string) => segment.replaceAll('~', '/')
