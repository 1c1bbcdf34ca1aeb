import { z } from 'zod'
import { isDigest } from './digest.ts'
import type { Descriptor } from './types.ts'

/** An absent, null or wrongly typed field is as good as none: what one field is must not decide over the rest. */
export const tolerant = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** The entries whose value is text; others are left out. */
export const Texts = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((record): Record<string, string> => {
    const texts = Object.entries(record).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v] as const] : []))
    return Object.fromEntries(texts)
  })

/** The items that are text, null where it is no list at all. */
export const TextList = z
  .array(z.unknown())
  .transform((list) => list.filter((item) => typeof item === 'string'))

const Platform = z
  .object({
    os: z.string().catch(''),
    architecture: z.string().catch(''),
    variant: tolerant(z.string()),
    'os.version': tolerant(z.string()),
    'os.features': tolerant(TextList),
  })
  .refine(({ os, architecture }) => os !== '' || architecture !== '')

/** image-spec, "Content Descriptors". Only what says where the content is has to be right. */
export const DescriptorSchema = z
  .object({
    mediaType: z.string().max(255).catch(''),
    digest: z.string().refine(isDigest),
    size: z.int().nonnegative(),
    artifactType: tolerant(z.string().max(255)),
    annotations: tolerant(z.record(z.string(), z.unknown()).pipe(Texts)),
    urls: tolerant(TextList),
    platform: tolerant(Platform),
    data: tolerant(z.string()),
  })
  .transform(withoutUndefined)

/** null for what points nowhere: no digest that we can verify, or no size. */
export function parseDescriptor(value: unknown): Descriptor | null {
  const parsed = DescriptorSchema.safeParse(value)
  return parsed.success ? (parsed.data as Descriptor) : null
}

/** More than any image or index has; what is beyond is left out, so that a hostile one can't keep us busy. */
export const maxDescriptors = 10_000

/** The good ones of a list. */
export function parseDescriptors(value: unknown): Descriptor[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, maxDescriptors).flatMap((item) => parseDescriptor(item) ?? [])
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T
}
