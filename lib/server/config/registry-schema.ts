import { z } from 'zod'
import { RegistryId, repositoryNamePattern } from '#lib/api/common.ts'
import { Glob, Globs } from '#lib/api/globs.ts'
import { defaultSyncEverySeconds, mostRequestsPerMinute, registryTypes } from '#lib/api/registries.ts'
import { ComparisonEntry } from './comparison-entries.ts'
import { parseTrashDays } from './environment.ts'
import { MirrorEntry } from './mirror-entries.ts'
import { PolicyEntry } from './policy-entries.ts'
import { suggest } from './suggestion.ts'

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const shortestMs = 10_000
// A timer takes 24.8 days at most.
const longestMs = 7 * units.d

/** `30s`, `15m`, `1h`, `1d` in milliseconds; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const [, amount, unit] = /^(\d{1,9})\s*(s|m|h|d)$/.exec(text) ?? []
  return amount && unit ? Number(amount) * units[unit as keyof typeof units] : null
}

const string = () => z.string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') })

const text = (max: number) =>
  string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .refine((s) => !/\p{Cc}/u.test(s), 'must not contain line breaks or control characters')

const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((s) => s === 'true')

const Url = text(2048).transform((s, context) => {
  const url = URL.canParse(s) ? new URL(s) : null
  const fail = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(s))
    return fail('is not an http(s) URL')
  if (url.username || url.password) return fail('must not carry credentials: write them under auth')
  if (url.search || url.hash) return fail('must not carry a query or a fragment')
  return url.href.replace(/\/+$/, '')
})

const Type = string().transform((s, context) => {
  const type = registryTypes.find((known) => known === s)
  if (type) return type
  context.addIssue({
    code: 'custom',
    message: `is not a known type${suggest(s, registryTypes)}; known are ${registryTypes.join(', ')}`,
  })
  return z.NEVER
})

const ways = ['password', 'passwordFile', 'identityToken', 'identityTokenFile'] as const

/** A name with a password, or an identity token, which says whose it is by itself; either may stand in a file. */
export const Auth = z
  .strictObject({
    username: text(256)
      .refine((s) => !s.includes(':'), 'must not contain ":" (RFC 7617)')
      .optional(),
    password: text(8192).optional(),
    passwordFile: text(4096).optional(),
    identityToken: text(8192).optional(),
    identityTokenFile: text(4096).optional(),
  })
  .superRefine((auth, context) => {
    const wrong = (key: keyof typeof auth, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message })
    const [first, second] = ways.filter((way) => auth[way] !== undefined)
    if (first && second) wrong(second, `stands beside ${first}: keep one of them`)
    else if (first?.startsWith('identityToken')) {
      if (auth.username !== undefined) wrong('username', `does not belong to ${first}: leave it out`)
    } else {
      if (auth.username === undefined) wrong('username', 'is missing')
      if (!first) wrong('password', 'is missing (or passwordFile)')
    }
  })

const Tls = z.strictObject({ caFile: text(4096).optional(), insecureSkipVerify: flag.optional() })

const PublicHost = text(255).regex(
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\/[a-z0-9._/-]+)?$/i,
  'is not a host such as registry.example.com or registry.example.com:5000',
)

const Repository = text(255).regex(repositoryNamePattern, 'is not a repository name')

/** Milliseconds; null for `off`. */
const SyncEvery = string().transform((s, context) => {
  if (s === 'off') return null
  const ms = parseDuration(s)
  if (ms !== null && ms >= shortestMs && ms <= longestMs) return ms
  const message = 'must be a time between 10s and 7d, such as 30s, 15m or 1h, or off'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

const RequestsPerMinute = string().transform((s, context) => {
  const count = /^\d{1,6}$/.test(s) ? Number(s) : 0
  if (count >= 1 && count <= mostRequestsPerMinute) return count
  context.addIssue({
    code: 'custom',
    message: `must be a number from 1 to ${mostRequestsPerMinute}`,
  })
  return z.NEVER
})

const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item, {
    error: ({ input }) => (input === undefined ? 'is missing' : 'must be a list, each item after "- "'),
  })

/** With it the registry signs in to tell us what happens in it. */
const HookToken = text(512).regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 characters, without spaces')

/** A registry as the file writes it; every scalar comes as a string. Files that it names are not yet read. */
export const RegistryEntry = z.strictObject({
  id: text(63).refine(
    (s) => RegistryId.safeParse(s).success,
    'must be a slug: lower-case letters, digits and dashes, at most 63',
  ),
  name: text(100).optional(),
  url: Url,
  type: Type.default('auto'),
  auth: Auth.optional(),
  tls: Tls.optional(),
  publicHost: PublicHost.optional(),
  readOnly: flag.default(false),
  hookToken: HookToken.optional(),
  repositories: listOf(Repository).default([]),
  syncEvery: SyncEvery.default(defaultSyncEverySeconds * 1000),
  requestsPerMinute: RequestsPerMinute.optional(),
})
export type RegistryEntry = z.infer<typeof RegistryEntry>

/** Tags that only administrators may delete, as globs. */
export const ProtectEntry = z.strictObject({
  registry: Glob.default('*'),
  repository: Glob.default('*'),
  tags: listOf(Glob).pipe(Globs),
  note: text(200).optional(),
})

const TrashDays = string().transform((s, context) => {
  const days = parseTrashDays(s)
  if (days !== null) return days
  context.addIssue({ code: 'custom', message: 'must be a number of days from 1 to 3650' })
  return z.NEVER
})

export const ConfigDocument = z.strictObject({
  registries: listOf(RegistryEntry),
  protect: listOf(ProtectEntry).default([]),
  trashDays: TrashDays.optional(),
  policies: listOf(PolicyEntry).default([]),
  mirrors: listOf(MirrorEntry).default([]),
  comparisons: listOf(ComparisonEntry).default([]),
})
