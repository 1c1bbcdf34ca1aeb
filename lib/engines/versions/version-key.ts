import semver from 'semver'

const versionLike = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?$/

/**
 * A text that sorts (bytewise) as the tag does by version, so that a database can page through version order with an
 * ordinary index. Versions compare as semver says, `1.4` as `1.4.0`; names without a version stand below every version,
 * in natural order (`build-9` before `build-10`).
 */
export function versionKey(tag: string): string {
  const version = parseVersion(tag)
  return version ? `1${version}` : `0${naturalKey(tag)}`
}

function parseVersion(tag: string): string | null {
  const parsed = semverOf(tag)
  if (!parsed) return null
  const fourth = versionLike.exec(tag)?.[4] ?? '0'
  const release = [parsed.major, parsed.minor, parsed.patch].map((n) => numberKey(String(n))).join('')
  return release + numberKey(fourth) + prereleaseKey(parsed.prerelease)
}

/** The version that a tag says, missing numbers as 0 and a fourth one left out; null for what says none. */
export function semverOf(tag: string): semver.SemVer | null {
  const match = versionLike.exec(tag)
  if (!match) return null
  const [, major, minor = '0', patch = '0', , prerelease = ''] = match
  // Loose: dates such as 2026.01.09 are versions to people, though semver forbids the leading zero.
  return semver.parse(`${major}.${minor}.${patch}${prerelease}`, { loose: true })
}

/** A release stands above its pre-releases; of two pre-releases the shorter one is lower (semver 2.0, section 11). */
function prereleaseKey(identifiers: readonly (string | number)[]): string {
  if (identifiers.length === 0) return '~'
  return identifiers.map((id) => (typeof id === 'number' ? `1${numberKey(String(id))}` : `2${id}`)).join(' ')
}

/** The length stands before the digits, so that 9 sorts before 10. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '')
  return significant.length.toString().padStart(3, '0') + significant
}

const naturalKey = (text: string) => text.toLowerCase().replace(/\d+/g, numberKey)
