/**
 * The same without what PostgreSQL takes neither as text nor in JSON, NUL and halves of a surrogate pair: a hostile
 * annotation must not keep a whole image from being known. Each becomes U+FFFD, as in any decoder.
 */
export function storable<T>(value: T): T
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed()
  if (Array.isArray(value)) return value.map((item) => storable(item))
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)]))
}

/** Dates and bytes are left as they are. */
const isPlain = (value: object) => Object.getPrototypeOf(value) === Object.prototype
