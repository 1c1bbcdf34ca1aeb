import { type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'
import { isRepositoryName } from '#lib/registry/reference.ts'
import { invalidDigest, OciHttpError } from './oci-error.ts'

/** What a path of the API names. */
export type Target =
  | { readonly kind: 'base' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: ParsedDigest }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly id: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: ParsedDigest }

/**
 * Reads the path as it was sent, not as `URL` would normalise it: `..` must meet the grammar and be refused. Read from
 * the end, because a repository may have components called `manifests` or `blobs`. null for what is no path of the API.
 */
export function parseTarget(path: string): Target | null {
  const segments = decode(path).split('/')
  if (segments[0] !== '' || segments[1] !== 'v2') return null
  const rest = segments.slice(2)
  if (rest.length === 0 || (rest.length === 1 && rest[0] === '')) return { kind: 'base' }
  if (rest.length === 1 && rest[0] === '_catalog') return { kind: 'catalog' }
  return parseRepositoryTarget(rest)
}

function parseRepositoryTarget(rest: readonly string[]): Target | null {
  const [third, second, last] = [rest.at(-3), rest.at(-2), rest.at(-1) ?? '']
  const nameWithout = (count: number) => requireName(rest.slice(0, -count).join('/'))
  if (third === 'blobs' && second === 'uploads') {
    const repository = nameWithout(3)
    return last === '' ? { kind: 'uploads', repository } : { kind: 'upload', repository, id: last }
  }
  switch (second) {
    case 'tags':
      return last === 'list' ? { kind: 'tags', repository: nameWithout(2) } : null
    case 'manifests':
      return { kind: 'manifest', repository: nameWithout(2), reference: last }
    case 'blobs':
      if (last === 'uploads') return { kind: 'uploads', repository: nameWithout(2) }
      return { kind: 'blob', repository: nameWithout(2), digest: requireDigest(last) }
    case 'referrers':
      return { kind: 'referrers', repository: nameWithout(2), digest: requireDigest(last) }
    default:
      return null
  }
}

/** Clients may send `:` as `%3A`. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new OciHttpError(400, 'NAME_INVALID', 'The address is not well-formed.')
  }
}

function requireName(name: string): string {
  if (!isRepositoryName(name)) {
    throw new OciHttpError(400, 'NAME_INVALID', 'The repository name does not fit the grammar.')
  }
  return name
}

function requireDigest(text: string): ParsedDigest {
  const digest = parseDigest(text)
  if (digest === null) throw invalidDigest()
  return digest
}
