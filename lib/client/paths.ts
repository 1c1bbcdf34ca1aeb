import { decodeRepository, encodeRepository } from '#lib/api/names.ts'
import { formatImageAddress, type ImageAddress } from './image-address.ts'

/** The addresses of the pages. A repository is one segment, its `/` written `~`; a `:` may stand as it is. */
const segment = (s: string) => encodeURIComponent(s).replaceAll('%3A', ':')

export const overviewPath = '/'
/** What drifts, on the overview. */
export const driftSectionId = 'drift'
export const activityPath = '/activity'
export const auditPath = `${activityPath}?show=portolan`
export const searchPath = '/search'
export const comparePath = '/compare'
/** A repository as a side of a comparison: `registry/team~app`. */
export const compareTargetOf = (registry: string, repository: string) =>
  `${registry}/${encodeRepository(repository)}`
export const compareTagsPath = (targets: readonly string[]) =>
  `${comparePath}?${new URLSearchParams(targets.map((target) => ['target', target]))}`
export const cleanupPath = '/cleanup'
export const trashPath = `${cleanupPath}?show=trash`
export const deletionPath = (id: string) => `${cleanupPath}/${segment(id)}`
export const copiesPath = '/copies'
export const copyPath = (id: string) => `${copiesPath}/${segment(id)}`
export const mirrorsPath = '/mirrors'
export const newMirrorPath = `${mirrorsPath}/new`
export const mirrorPath = (id: string) => `${mirrorsPath}/${segment(id)}`
export const mirrorRunsPath = (id: string) => `${mirrorPath(id)}?show=runs`
export const policiesPath = '/policies'
export const newPolicyPath = `${policiesPath}/new`
export const policyPath = (id: string) => `${policiesPath}/${segment(id)}`
export const policyRunsPath = (id: string) => `${policyPath(id)}?show=runs`
export const registryPath = (registry: string) => `/r/${segment(registry)}`
/** No repository is called `-`, so that this stands in the way of none. */
export const sizesPath = (registry: string, namespace: string | null = null) =>
  `${registryPath(registry)}/-/sizes${namespace === null ? '' : `?namespace=${encodeURIComponent(namespace)}`}`
export const repositoryPath = (registry: string, repository: string) =>
  `${registryPath(registry)}/${segment(encodeRepository(repository))}`
/** `reference`: a tag or a digest. */
export const manifestPath = (registry: string, repository: string, reference: string) =>
  `${repositoryPath(registry, repository)}/${segment(reference)}`

const imagesPath = `${comparePath}/images`
/** Two images side by side; the page asks for the one that is missing. */
export const compareImagesPath = (left: ImageAddress | null = null, right: ImageAddress | null = null) => {
  const query = [
    ...(left ? [`left=${encodeURIComponent(formatImageAddress(left))}`] : []),
    ...(right ? [`right=${encodeURIComponent(formatImageAddress(right))}`] : []),
  ]
  return query.length > 0 ? `${imagesPath}?${query.join('&')}` : imagesPath
}

export interface Place {
  readonly registry: string | null
  readonly repository: string | null
  readonly reference: string | null
}

const decode = (s: string | undefined) => {
  try {
    return s ? decodeURIComponent(s) : null
  } catch {
    return null
  }
}

/** Where a path of a page leads; all null outside of a registry. */
export function placeOf(pathname: string): Place {
  const [, r, registry, repository, reference] = pathname.split('/')
  if (r !== 'r') return { registry: null, repository: null, reference: null }
  if (repository === '-') return { registry: decode(registry), repository: null, reference: null }
  const name = decode(repository)
  return {
    registry: decode(registry),
    repository: name === null ? null : decodeRepository(name),
    reference: decode(reference),
  }
}

/** A route parameter of a page as the repository's real name; Next hands it over still escaped. */
export const repositoryOfParam = (param: string) => decodeRepository(decode(param) ?? param)
/** A route parameter of a page, unescaped. */
export const textOfParam = (param: string) => decode(param) ?? param
