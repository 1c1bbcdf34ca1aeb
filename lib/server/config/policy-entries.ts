import { z } from 'zod'
import { AutomationId } from '#lib/api/automation-definition.ts'
import { PolicyDefinition } from '#lib/api/policy-definition.ts'

/** A policy as the file writes it: as in the API, with its id. */
export const PolicyEntry = z.strictObject({ id: AutomationId, ...PolicyDefinition.shape })

const numbers = new Set(['count', 'patchesPerMinor', 'minorsPerMajor', 'maxPercent', 'maxTags', 'minLeft'])
const flags = new Set([
  'enabled',
  'referrers',
  'prereleases',
  'protected',
  'signed',
  'all',
  'overwrite',
  'dryRun',
  'deleteVanished',
  'ignoreIndexes',
])

/** Our YAML has texts alone: those that are numbers or flags in the API become what they say. What says none is left. */
export function typed(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (numbers.has(key) && /^\d{1,9}$/.test(value)) return Number(value)
    if (flags.has(key) && /^(?:true|false)$/.test(value)) return value === 'true'
    return value
  }
  if (Array.isArray(value)) return value.map((item) => typed(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typed(item, name)]))
}

/** The keys that are known at a place of a policy, for the word that was probably meant. */
export const knownPolicyKeys: readonly { at: RegExp; keys: readonly string[] }[] = (() => {
  const { rules, guards, schedule } = PolicyDefinition.shape
  const rule = rules.element.shape
  const keep = rule.keep.unwrap().shape
  return [
    { at: /^policies\[\d+\]$/, keys: Object.keys(PolicyEntry.shape) },
    { at: /\.rules\[\d+\]$/, keys: Object.keys(rule) },
    { at: /\.select$/, keys: Object.keys(rule.select.unwrap().shape) },
    { at: /\.keep$/, keys: Object.keys(keep) },
    { at: /\.keep\.newest$/, keys: ['count', 'by'] },
    { at: /\.keep\.within$/, keys: ['created', 'pushed', 'pulled', 'firstSeen'] },
    { at: /\.keep\.versions$/, keys: ['patchesPerMinor', 'minorsPerMajor', 'prereleases'] },
    { at: /\.keep\.labels\[\d+\]$/, keys: ['key', 'value'] },
    { at: /\.keep\.inUse$/, keys: ['protected', 'under'] },
    { at: /\.under\[\d+\]$/, keys: ['registry', 'repository', 'tags'] },
    { at: /\.guards$/, keys: Object.keys(guards.unwrap().shape) },
    { at: /\.schedule$/, keys: Object.keys(schedule.unwrap().unwrap().shape) },
  ]
})()
