import { formatPlatform, type Platform } from '../manifest/platform.ts'

/** As containerd does it (`platforms/database.go`): other names of an architecture, and the variant that each may leave out. */
const architectures: Readonly<Record<string, readonly [architecture: string, variant?: string]>> = {
  x86_64: ['amd64'],
  'x86-64': ['amd64'],
  aarch64: ['arm64'],
  i386: ['386'],
  armhf: ['arm', 'v7'],
  armel: ['arm', 'v6'],
}
const impliedVariants: Readonly<Record<string, string>> = { amd64: 'v1', arm64: 'v8', arm: 'v7' }

/**
 * Under which name the image of a platform is compared. What is written in several ways and pulled as the same is one:
 * `linux/arm64` and `linux/arm64/v8`, `linux/arm` and `linux/arm/v7`, `linux/amd64` and `linux/amd64/v1`.
 */
export function platformKey({
  os,
  architecture: claimed,
  variant: claimedVariant,
  osVersion,
}: Platform): string {
  const name = claimed.toLowerCase()
  const [architecture, ofName] = architectures[name] ?? [name]
  const variant =
    (claimedVariant ?? ofName ?? '').toLowerCase().replace(/^(?=\d)/, 'v') || impliedVariants[architecture]
  // Arm without a variant says too little for people to know which it is: there the variant stands, elsewhere it goes without saying.
  const isImplied = architecture !== 'arm' && variant === impliedVariants[architecture]
  return formatPlatform({
    os: os.toLowerCase(),
    architecture,
    variant: isImplied ? null : (variant ?? null),
    osVersion,
  })
}

/** The same of a name as people type it, `linux/arm64/v8` or `windows/amd64:10.0.20348.1`; null where it is no platform. */
export function platformKeyOf(name: string): string | null {
  const [, os, architecture, variant = null, osVersion = null] =
    /^([^/:]+)\/([^/:]+)(?:\/([^/:]+))?(?::(.+))?$/.exec(name) ?? []
  return os && architecture ? platformKey({ os, architecture, variant, osVersion }) : null
}
