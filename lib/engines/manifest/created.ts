export type CreatedSource = 'config' | 'annotation'

export interface Created {
  readonly at: Date
  readonly source: CreatedSource
}

/** Build tools that want the same digest twice write the epoch, year 1, or (Cloud Native Buildpacks) 1980-01-01T00:00:01Z. */
const newestPlaceholderMs = Date.UTC(1980, 0, 2)

/**
 * The date of a manifest: its config's, else the `org.opencontainers.image.created` annotation. null where there is
 * none, or one that says no more than "reproducible": an unknown age is never a great age.
 */
export function createdOf(
  config: string | null | undefined,
  annotation: string | null | undefined,
): Created | null {
  const fromConfig = parseDate(config)
  if (fromConfig) return { at: fromConfig, source: 'config' }
  const fromAnnotation = parseDate(annotation)
  return fromAnnotation ? { at: fromAnnotation, source: 'annotation' } : null
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/

/** An RFC 3339 date, or null for anything else and for placeholders. */
export function parseDate(text: string | null | undefined): Date | null {
  if (!text || !rfc3339.test(text)) return null
  const date = new Date(text)
  return Number.isNaN(date.getTime()) || date.getTime() < newestPlaceholderMs ? null : date
}
