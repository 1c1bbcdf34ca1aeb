import { RE2JS } from 're2js'
import semver from 'semver'
import { semverOf } from '../versions/version-key.ts'

/** What a person typed is no pattern; `message` says why, in a few words. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

/** Steps that a compiled pattern may have: each character of a name costs at most as many. */
const maxProgramSize = 2_000

/**
 * Whether an RE2 pattern is found in a name, in time that grows with the length of the name and of the pattern and with
 * nothing else. Throws `PatternError` for what RE2 does not take, and for what grows too large when it is compiled.
 */
export function regexFilter(pattern: string): (name: string) => boolean {
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(pattern)
  } catch (error) {
    throw new PatternError(reasonOf(error), { cause: error })
  }
  if (compiled.programSize() > maxProgramSize)
    throw new PatternError('the pattern is too large once its repetitions are written out')
  return (name) => compiled.test(name)
}

const reasonOf = (error: unknown) =>
  error instanceof Error && error.message
    ? error.message.replace(/^error parsing regexp: /, '')
    : 'is no regular expression'

/**
 * Whether a name is a version in a semver range. A leading `v` counts for nothing, and missing numbers are 0. A
 * pre-release is in a range only where the range itself names one of the same version (semver's own rule). What is no
 * version is in none. Throws `PatternError` for what is no range.
 */
export function versionFilter(range: string): (name: string) => boolean {
  let parsed: semver.Range
  try {
    // Not semver's loose mode, which silently drops what it does not understand; but dates (2026.01.09) are versions.
    parsed = new semver.Range(range.replace(/\b0+(?=\d)/g, ''))
  } catch (error) {
    throw new PatternError('is no range of versions such as >=1.2 <2', { cause: error })
  }
  return (name) => {
    const version = semverOf(name)
    return version !== null && parsed.test(version)
  }
}

/** A glob as an SQL pattern for the whole name: `*` is anything, `?` one character, all else itself. */
export const likeOfGlob = (glob: string) =>
  glob
    .replace(/[\\%_]/g, (c) => `\\${c}`)
    .replaceAll('*', '%')
    .replaceAll('?', '_')
