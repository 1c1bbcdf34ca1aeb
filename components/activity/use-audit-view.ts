'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { auditActions } from '#lib/api/audit.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'

export const auditSpans = ['1d', '7d', '30d', '1y'] as const

const parsers = {
  q: filterParser,
  registry: parseAsString.withDefault(''),
  done: parseAsStringLiteral(auditActions),
  since: parseAsStringLiteral(auditSpans),
  order: orderParser.withDefault('desc'),
}

export type AuditView = ReturnType<typeof useAuditView>['view']

/** What of the audit trail is shown; in the address. */
export function useAuditView() {
  const [view, set] = useQueryStates(parsers, { history: 'replace' })
  return {
    view,
    setView: (part: Partial<typeof view>) => void set(part),
    isFiltered: view.q !== '' || view.registry !== '' || view.done !== null || view.since !== null,
    clear: () => void set({ q: '', registry: '', done: null, since: null }),
  }
}

/** As the API takes it. */
export const filtersOf = ({ q, registry, done, since }: AuditView) => ({
  ...(q ? { q } : {}),
  ...(registry ? { registry } : {}),
  ...(done ? { action: done } : {}),
  ...(since ? { since } : {}),
})
