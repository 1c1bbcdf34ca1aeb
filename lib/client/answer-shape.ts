/**
 * What an answer looks like, as far as the browser checks it: a kind of value; one of several shapes; values that there
 * are; a list; an object with these properties (`name?` may be left out, and more are no harm); an object with any.
 * `scripts/browser-endpoints.mjs` writes it out of zod's schemas.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'null'
  | 'any'
  | readonly Shape[]
  | { readonly is: readonly unknown[] }
  | { readonly list: Shape }
  | { readonly has: Readonly<Record<string, Shape>> }
  | { readonly each: Shape }

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isOfKind(kind: string, value: unknown): boolean {
  if (kind === 'any') return true
  if (kind === 'null') return value === null
  return kind === 'integer' ? Number.isInteger(value) : typeof value === kind
}

type Part = readonly [name: string, shape: Shape, value: unknown]

/** What is inside of a value, and how each is to be; null where the value is no such thing. */
function partsOf(shape: Exclude<Shape, string | readonly Shape[] | { is: unknown }>, value: unknown) {
  if ('list' in shape)
    return Array.isArray(value) ? value.map((item, at): Part => [`[${at}]`, shape.list, item]) : null
  if (!isRecord(value)) return null
  if ('each' in shape)
    return Object.entries(value).map(([name, item]): Part => [`.${name}`, shape.each, item])
  return Object.entries(shape.has).flatMap(([key, inner]): Part[] => {
    const name = key.replace(/\?$/, '')
    return key !== name && value[name] === undefined ? [] : [[`.${name}`, inner, value[name]]]
  })
}

/** Where a value is not as its shape says, such as `.items[3].size`; null where it is. */
export function misfitOf(shape: Shape, value: unknown, at = ''): string | null {
  if (typeof shape === 'string') return isOfKind(shape, value) ? null : at
  if (isOneOf(shape)) return shape.some((one) => misfitOf(one, value) === null) ? null : at
  if ('is' in shape) return shape.is.includes(value) ? null : at
  const parts = partsOf(shape, value)
  if (parts === null) return at
  for (const [name, inner, part] of parts) {
    const misfit = misfitOf(inner, part, `${at}${name}`)
    if (misfit !== null) return misfit
  }
  return null
}

const isOneOf = (shape: Shape): shape is readonly Shape[] => Array.isArray(shape)

/** Checks an answer as a schema of zod's does, for `call` and the stream of changes. */
export const answerOf = (shape: Shape) => ({
  safeParse(value: unknown) {
    const misfit = misfitOf(shape, value)
    if (misfit === null) return { success: true, data: value } as const
    return {
      success: false,
      error: new TypeError(`${misfit || 'the answer'} is not as it should be`),
    } as const
  },
})
