import type { z } from 'zod'
import { knownComparisonKeys } from './comparison-entries.ts'
import { knownMirrorKeys } from './mirror-entries.ts'
import { knownPolicyKeys } from './policy-entries.ts'
import { Auth, ConfigDocument, ProtectEntry, RegistryEntry } from './registry-schema.ts'
import { suggest } from './suggestion.ts'
import type { Path } from './yaml-document.ts'

const knownKeys: readonly { at: RegExp; keys: readonly string[] }[] = [
  { at: /^$/, keys: Object.keys(ConfigDocument.shape) },
  { at: /^registries\[\d+\]$/, keys: Object.keys(RegistryEntry.shape) },
  { at: /^protect\[\d+\]$/, keys: Object.keys(ProtectEntry.shape) },
  ...knownMirrorKeys,
  ...knownComparisonKeys,
  ...knownPolicyKeys,
  { at: /\.auth$/, keys: Object.keys(Auth.shape) },
  { at: /\.tls$/, keys: ['caFile', 'insecureSkipVerify'] },
]

/** `registries[1].auth.username` */
export const showPath = (path: readonly PropertyKey[]) =>
  path.map((p, i) => (typeof p === 'number' ? `[${p}]` : `${i === 0 ? '' : '.'}${String(p)}`)).join('')

/** What is wrong where the schema has no words of its own. */
export function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`
  if (issue.code !== 'invalid_type') return undefined
  if (issue.expected === 'object') return 'must be a map of keys and values'
  if (issue.input === undefined) return 'is missing'
  const words: Readonly<Record<string, string>> = {
    array: 'must be a list, each item after "- "',
    string: 'must be text',
    number: 'must be a number',
    int: 'must be a whole number',
    boolean: 'must be true or false',
  }
  return words[issue.expected]
}

/** Each mistake of an issue: of unknown keys one for each, with the known one that was probably meant. */
export function mistakesOfIssue(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  const path = issue.path as (string | number)[]
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  const known = knownKeys.find(({ at }) => at.test(showPath(path)))?.keys ?? []
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: `is not a known key${suggest(key, known)}`,
  }))
}
