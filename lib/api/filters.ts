import { z } from 'zod'
import { parseCount, parseMoment, parseSize } from './quantities.ts'

export { type Moment, parseMoment, parseSize } from './quantities.ts'

/**
 * How `q` is read: letters anywhere in the name, in any case (`text`); the whole name with `*` and `?` (`glob`); an RE2
 * pattern anywhere in it (`regex`); a semver range such as `>=1.2 <2` (`version`).
 */
export const matchModes = ['text', 'glob', 'regex', 'version'] as const
export type MatchMode = (typeof matchModes)[number]
export const Match = z.enum(matchModes).default('text')

const parsed = <T>(parse: (text: string) => T | null, message: string) =>
  z
    .string()
    .max(64)
    .transform((text, context): T => {
      const value = parse(text)
      if (value !== null) return value
      context.issues.push({ code: 'custom', message, input: text })
      return z.NEVER
    })
    .optional()

export const CountFilter = parsed(parseCount, 'is no whole number')
export const MomentFilter = parsed(
  parseMoment,
  'is neither a duration such as 30d nor a date such as 2026-01-31',
)
export const SizeFilter = parsed(parseSize, 'is no size such as 10MB')

/** Several values in one parameter, `a,b`, or in several of the same name. */
export const listOf = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .union([z.string().max(1024), z.array(z.string().max(1024)).max(32)])
    .transform((given) => [given].flat().flatMap((text) => text.split(',').filter(Boolean)))
    .pipe(z.array(item).max(32))
    .optional()

/** `linux/arm64/v8`, or a part from the left; an operating system or an architecture alone. */
export const platformPattern = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+){0,2}$/
export const PlatformFilter = z.string().max(128).regex(platformPattern, 'is no platform such as linux/arm64')

/** How many of a list have a value. */
export const Facet = z.object({ value: z.string(), count: z.number().int().positive() })
export type Facet = z.infer<typeof Facet>
