export interface ByteRange {
  readonly start: number
  /** Inclusive. */
  readonly end: number
}

/**
 * `Range` (RFC 9110 section 14.2) over `size` bytes. What is malformed, of another unit, or more than one range is
 * ignored, as the RFC allows: the answer is then the whole.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = header === undefined ? null : /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header.trim())
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return 'whole'
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'whole'
  if (start >= size) return 'unsatisfiable'
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

/** `Content-Range: <start>-<end>` of a chunk (distribution-spec 1.1, "Pushing a blob in chunks"); null when malformed. */
export function parseContentRange(header: string): ByteRange | null {
  const match = /^(?:bytes[ =])?(\d{1,15})-(\d{1,15})(?:\/(?:\d+|\*))?$/i.exec(header.trim())
  if (match === null) return null
  const [start, end] = [Number(match[1]), Number(match[2])]
  return end < start ? null : { start, end }
}
