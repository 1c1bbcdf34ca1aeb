import { and, eq, gte, ilike, lt, or, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { AuditFilters } from '#lib/api/audit.ts'
import type { Moment } from '#lib/api/filters.ts'
import { storable } from '../index/storable.ts'
import { audit } from '../store/schema.ts'

/** The rows that fit all of what is asked for; undefined: every one. */
export function auditCondition(filters: Partial<z.output<typeof AuditFilters>>): SQL | undefined {
  const { actor, action, phase, registry, repository, tag, digest, policy, since, until, q } = filters
  const text = q ? `%${storable(q).replace(/[\\%_]/g, (c) => `\\${c}`)}%` : null
  return and(
    actor ? eq(audit.actor, storable(actor)) : undefined,
    action ? eq(audit.action, action) : undefined,
    phase ? eq(audit.phase, phase) : undefined,
    registry ? eq(audit.registry, storable(registry)) : undefined,
    repository ? eq(audit.repository, storable(repository)) : undefined,
    tag ? eq(audit.tag, storable(tag)) : undefined,
    digest ? eq(audit.digest, digest) : undefined,
    policy ? eq(audit.policy, storable(policy)) : undefined,
    since ? gte(audit.at, timeOf(since)) : undefined,
    until ? lt(audit.at, timeOf(until)) : undefined,
    text
      ? or(
          ...[
            audit.actor,
            audit.registry,
            audit.repository,
            audit.tag,
            audit.digest,
            audit.policy,
            audit.detail,
          ].map((column) => ilike(column, text)),
        )
      : undefined,
  )
}

const timeOf = (moment: Moment) => ('at' in moment ? moment.at : new Date(Date.now() - moment.agoMs))
