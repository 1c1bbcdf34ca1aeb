/** OCI distribution spec 1.1, "Pulling manifests". */
export const repositoryNamePattern =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
export const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/
export const digestPattern = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]{32,}$/

export const encodeRepository = (name: string) => name.replaceAll('/', '~')
export const decodeRepository = (segment: string) => segment.replaceAll('~', '/')
