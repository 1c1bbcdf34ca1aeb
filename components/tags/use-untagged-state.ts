'use client'
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { type manifestRoles, manifestSorts } from '#lib/api/manifest-list.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'

/** What can be without a tag. */
export const untaggedRoles = [
  'loose',
  'child',
  'referrer',
] as const satisfies readonly (typeof manifestRoles)[number][]
export type UntaggedRole = (typeof untaggedRoles)[number]
export type ManifestSort = (typeof manifestSorts)[number]

const parsers = {
  q: filterParser,
  role: parseAsArrayOf(parseAsStringLiteral(untaggedRoles)).withDefault([]),
  // The tags of the same address are sorted by other things.
  by: parseAsStringLiteral(manifestSorts).withDefault('createdAt'),
  order: orderParser,
}

const ascendingFirst: ReadonlySet<string> = new Set(['digest', 'role', 'kind', 'artifactType'])
export const firstManifestOrder = (sort: ManifestSort) => (ascendingFirst.has(sort) ? 'asc' : 'desc')

/** What the list of untagged manifests shows, in the address bar. */
export function useUntaggedState() {
  const [{ q, role, by, order }, setState] = useQueryStates(parsers, { history: 'replace' })
  return {
    q: q.slice(0, 256),
    role,
    sort: by,
    order: order ?? firstManifestOrder(by),
    isFiltered: q !== '' || role.length > 0,
    setFilter: (text: string) => void setState({ q: text || null }),
    toggleRole: (one: UntaggedRole) => {
      const next = role.includes(one) ? role.filter((other) => other !== one) : [...role, one]
      void setState({ role: next.length > 0 ? next : null })
    },
    setSort: (sort: ManifestSort, next: 'asc' | 'desc') =>
      void setState({ by: sort, order: next === firstManifestOrder(sort) ? null : next }),
    clear: () => void setState({ q: null, role: null }),
  }
}

export type UntaggedState = ReturnType<typeof useUntaggedState>
