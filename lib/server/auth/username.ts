import { z } from 'zod'

/** One line of text without control characters; compared without regard to case. */
export const Username = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}+$/u, 'must not contain control characters')
  .refine((s) => s === s.trim(), 'must not begin or end with a space')
