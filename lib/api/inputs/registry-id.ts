import './no-eval.ts'
import { z } from 'zod'

export const RegistryId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a slug: lower-case letters, digits and dashes')
