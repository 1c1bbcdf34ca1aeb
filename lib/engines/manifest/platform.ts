import type { DescriptorPlatform } from '#lib/registry/types.ts'

export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant: string | null
  readonly osVersion: string | null
}

const limit = (text: string) => text.slice(0, 64)

/** null for what names no platform: `unknown/unknown`, or nothing at all. */
export function platformOf(claimed: Partial<DescriptorPlatform> | undefined | null): Platform | null {
  const { os, architecture, variant } = claimed ?? {}
  if (!os || !architecture || (os === 'unknown' && architecture === 'unknown')) return null
  const osVersion = claimed?.['os.version']
  return {
    os: limit(os),
    architecture: limit(architecture),
    variant: variant ? limit(variant) : null,
    osVersion: osVersion ? limit(osVersion) : null,
  }
}

/** `linux/arm64/v8`; Windows images differ by the version of the host, so that it belongs to the name. */
export const formatPlatform = ({ os, architecture, variant, osVersion }: Platform) =>
  [os, architecture, variant].filter(Boolean).join('/') + (osVersion ? `:${osVersion}` : '')

/** Each platform once, in the order in which they stand. */
export function distinctPlatforms(platforms: readonly (Platform | null)[]): Platform[] {
  const byName = new Map<string, Platform>()
  for (const platform of platforms) if (platform) byName.set(formatPlatform(platform), platform)
  return [...byName.values()]
}
