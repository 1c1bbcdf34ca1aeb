/** Branches whose builds are commonly numbered; other names before a number are versions of something (`node-20`). */
const branch =
  /^(?:main|master|trunk|develop|dev|next|nightly|snapshot|build|ci|(?:pr|mr)-?\d{1,9}|(?:feature|feat|fix|hotfix|release|bugfix)[-_.].{1,80})$/i
const commit = /^(?=.*[a-f])(?=.*\d)[0-9a-f]{7,40}$/
const number = /^\d{1,14}$/

/**
 * What a build's tag is a build of: `main` of `main-3f2a91c`, `pr-123` of `pr-123-3f2a91c` and of `pr-123-7`. null for a tag
 * that does not look like a build: a version, a branch itself, a word.
 */
export function seriesOf(tag: string): string | null {
  const at = tag.lastIndexOf('-')
  if (at <= 0) return commit.test(tag) && tag.length >= 10 ? '' : null
  const series = tag.slice(0, at)
  const build = tag.slice(at + 1)
  // A version with a commit (`1.4.2-3f2a91c`) is somebody's release.
  if (/^v?\d+(?:\.\d+)+/.test(series)) return null
  if (commit.test(build.replace(/^(?:g|sha)/, ''))) return series
  return branch.test(series) && number.test(build) ? series : null
}
