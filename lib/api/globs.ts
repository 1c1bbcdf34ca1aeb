import './inputs/no-eval.ts'
import { z } from 'zod'

/** A pattern for a whole name: `*` is anything, `/` too, `?` one character, all else itself. */
export const Glob = z
  .string()
  .min(1, 'must not be empty')
  .max(255, 'must have at most 255 characters')
  .refine((s) => !/[\p{Cc}\s]/u.test(s), 'must not contain spaces or control characters')

export const Globs = z
  .array(Glob)
  .min(1, 'must name at least one pattern')
  .max(50, 'must have at most 50 patterns')
