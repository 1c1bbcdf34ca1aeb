/** Where in which of some fields something stands. */
export interface Range<Field extends string> {
  readonly field: Field
  readonly start: number
  readonly length: number
}

const maxRanges = 16

/** Where each word stands in each field, case aside, the first time; ranges that lie in one another are one. */
export function matchRanges<Field extends string>(
  fields: Readonly<Partial<Record<Field, string | null>>>,
  words: readonly string[],
): Range<Field>[] {
  const found: Range<Field>[] = []
  for (const [name, text] of Object.entries<string | null | undefined>(fields)) {
    if (!text) continue
    const lower = text.toLowerCase()
    // Of some letters the lower case is longer: then a place in it is none in the text.
    if (lower.length !== text.length) continue
    const ranges = words
      .filter((word) => word !== '')
      .map((word) => ({ start: lower.indexOf(word), end: lower.indexOf(word) + word.length }))
      .filter(({ start }) => start >= 0)
      .sort((a, b) => a.start - b.start || b.end - a.end)
    let last: { start: number; end: number } | null = null
    for (const range of ranges) {
      if (last && range.start <= last.end) last.end = Math.max(last.end, range.end)
      else {
        if (last) push(name, last)
        last = range
      }
    }
    if (last) push(name, last)
  }
  return found.slice(0, maxRanges)

  function push(field: string, { start, end }: { start: number; end: number }) {
    found.push({ field: field as Field, start, length: end - start })
  }
}
