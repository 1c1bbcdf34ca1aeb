import { isDigest } from './digest.ts'
import { RegistryError } from './error.ts'

/** distribution-spec 1.1, "Pulling manifests". Rejects by construction `..`, `//`, upper case, NUL and escapes. */
const repositoryPattern =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/

/** 255 characters are what clients of the Docker era take, host included; registries hold to it too. */
export const isRepositoryName = (name: string) => name.length <= 255 && repositoryPattern.test(name)

export const isTag = (tag: string) => tagPattern.test(tag)

/** Throws `invalid_reference` unless it fits the grammar, so that nothing else ever becomes part of an address. */
export function assertRepository(registry: string, name: string): void {
  if (!isRepositoryName(name)) throw invalid(registry, 'a repository name')
}

export function assertDigest(registry: string, digest: string): void {
  if (!isDigest(digest)) throw invalid(registry, 'a sha256 or sha512 digest')
}

/** A reference is a tag or a digest; a colon can only be in the latter. */
export function assertReference(registry: string, reference: string): void {
  if (!isTag(reference) && !isDigest(reference)) throw invalid(registry, 'a tag or a digest')
}

const invalid = (registry: string, what: string) =>
  new RegistryError({ code: 'invalid_reference', registry, detail: `That is not ${what}.` })
