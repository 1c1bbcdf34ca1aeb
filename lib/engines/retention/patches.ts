import semver from 'semver'

/** All three numbers: `1.2` and `1` move with what is newest, and are no version of their own. */
const fullVersion = /^v?(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:\.(\d{1,15}))?(-[0-9A-Za-z.-]+)?$/

export interface FullVersion {
  readonly major: number
  readonly minor: number
  readonly patch: number
  readonly fourth: number
  readonly prerelease: semver.SemVer | null
}

/** null for a name that says no whole version. */
export function fullVersionOf(name: string): FullVersion | null {
  const match = fullVersion.exec(name)
  if (!match) return null
  const prerelease = match[5] ? semver.parse(`0.0.0${match[5]}`, { loose: true }) : null
  if (match[5] && !prerelease) return null
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3]),
    fourth: Number(match[4] ?? 0),
    prerelease,
  }
}

/** The newest first; 0 for the same version. */
export function newestFirst(a: FullVersion, b: FullVersion): number {
  return b.patch - a.patch || b.fourth - a.fourth || comparePrereleases(b.prerelease, a.prerelease)
}

function comparePrereleases(a: semver.SemVer | null, b: semver.SemVer | null): number {
  if (a && b) return a.comparePre(b)
  return (a ? 0 : 1) - (b ? 0 : 1)
}

/**
 * Which of these versions are among the last so many of their minor, in one of the last so many minors of their major.
 * Names that say the same version take one place. What is not given is without limit.
 */
export function lastVersions(
  versions: readonly FullVersion[],
  {
    patchesPerMinor = Number.POSITIVE_INFINITY,
    minorsPerMajor = Number.POSITIVE_INFINITY,
  }: { readonly patchesPerMinor?: number | undefined; readonly minorsPerMajor?: number | undefined },
): (version: FullVersion) => boolean {
  const majors = new Map<number, Map<number, FullVersion[]>>()
  for (const version of versions) {
    const minors = majors.get(version.major) ?? new Map<number, FullVersion[]>()
    majors.set(version.major, minors)
    const patches = minors.get(version.minor)
    if (patches) patches.push(version)
    else minors.set(version.minor, [version])
  }
  /** The lowest version of each minor that is kept; none: the whole minor goes. */
  const lowest = new Map<number, Map<number, FullVersion>>()
  for (const [major, minors] of majors) {
    const kept = new Map<number, FullVersion>()
    const last = [...minors].sort(([a], [b]) => b - a).slice(0, minorsPerMajor)
    for (const [minor, patches] of last) {
      const distinct = patches
        .sort(newestFirst)
        .filter((patch, i, sorted) => i === 0 || newestFirst(sorted[i - 1] as FullVersion, patch) !== 0)
      const end = distinct[Math.min(patchesPerMinor, distinct.length) - 1]
      if (end) kept.set(minor, end)
    }
    lowest.set(major, kept)
  }
  return (version) => {
    const end = lowest.get(version.major)?.get(version.minor)
    return end !== undefined && newestFirst(version, end) <= 0
  }
}
