import { parseAsString, parseAsStringLiteral } from 'nuqs'

/** The filter of a list in the address bar. Typing replaces the entry of the history; an empty one leaves the address. */
export const filterParser = parseAsString.withDefault('').withOptions({ history: 'replace' })

export const orderParser = parseAsStringLiteral(['asc', 'desc'] as const)
