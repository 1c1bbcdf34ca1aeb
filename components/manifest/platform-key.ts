import type { Child } from '#lib/api/manifests.ts'
import type { Platform } from '#lib/api/tags.ts'

/** A platform as the address bar writes it: `linux/arm64/v8`, for Windows `windows/amd64@10.0.20348.1`. */
export const formatPlatformKey = ({ os, architecture, variant, osVersion }: Platform) =>
  [os, architecture, variant].filter(Boolean).join('/') + (osVersion ? `@${osVersion}` : '')

/** The inverse of `formatPlatformKey`; null for what is no platform. */
export function parsePlatformKey(key: string): Platform | null {
  const [path = '', osVersion] = key.split('@')
  const [os, architecture, variant, ...rest] = path.split('/')
  if (!os || !architecture || rest.length > 0) return null
  return { os, architecture, variant: variant || null, osVersion: osVersion || null }
}

/** What names a child in the address: its platform, or its digest where that is not there or not the only one. */
export function childKey(child: Child, children: readonly Child[]): string {
  if (child.platform === null) return child.digest
  const key = formatPlatformKey(child.platform)
  const isAlone = children.every(
    (other) => other === child || other.platform === null || formatPlatformKey(other.platform) !== key,
  )
  return isAlone ? key : child.digest
}

/** Children that a reader may want to look into in place of the index: what runs on a platform. */
export const isChoice = ({ platform, kind }: Child) =>
  platform !== null && platform.os !== 'unknown' && kind !== 'index' && kind !== 'attestation'

/** What an index shows when nobody has chosen: what most people run, else its first platform that is there. */
function preferred(children: readonly Child[]): Child | null {
  const present = children.filter((child) => isChoice(child) && child.state !== 'missing')
  const common = present.find(
    ({ platform }) => platform?.os === 'linux' && platform.architecture === 'amd64' && !platform.variant,
  )
  return common ?? present[0] ?? null
}

/**
 * The child that a key names: exactly, or by a platform that leaves the variant or the version open
 * (`linux/arm64` finds `linux/arm64/v8`). What nobody chose, or what is not there, is the preferred one.
 */
export function findChild(children: readonly Child[], key: string | null): Child | null {
  if (key === null) return preferred(children)
  const exact = children.find((child) => childKey(child, children) === key || child.digest === key)
  if (exact) return exact
  const wanted = parsePlatformKey(key)
  const loose = children.find(
    ({ platform }) =>
      wanted !== null &&
      platform?.os === wanted.os &&
      platform.architecture === wanted.architecture &&
      (wanted.variant === null || wanted.variant === platform.variant) &&
      (wanted.osVersion === null || wanted.osVersion === platform.osVersion),
  )
  return loose ?? preferred(children)
}
