import { randomUUID } from 'node:crypto'
import type { AuditEntry } from '#lib/api/audit.ts'
import type { Context } from '../context.ts'
import { audit } from '../store/schema.ts'

export type AuditSubject = Pick<AuditEntry, 'action'> &
  Partial<Pick<AuditEntry, 'registry' | 'repository' | 'tag' | 'digest' | 'method' | 'detail' | 'policy'>>

/** One thing that somebody does: a row before it is done, and one after, with the same operation. */
export interface AuditTrail {
  /** Id of the row that says how it ended. */
  succeeded(more?: Partial<AuditSubject>): Promise<string>
  failed(more?: Partial<AuditSubject>): Promise<string>
}

/** Rows of many things at once, each with the operation that ties its two rows together. */
export async function writeAudit(
  { runtime, actor, requestId, policy }: Context,
  phase: AuditEntry['phase'],
  entries: readonly { readonly operation: string; readonly subject: AuditSubject }[],
): Promise<void> {
  if (entries.length === 0) return
  await runtime.store.db.insert(audit).values(
    entries.map(({ operation, subject }) => ({
      actor: actor.username,
      requestId,
      policy: policy ?? null,
      operation,
      phase,
      ...subject,
    })),
  )
  runtime.changes.publish({ about: 'activity' })
}

/** Writes the first row. What is to be done must not begin before this has returned. */
export async function startAudit(
  { runtime, actor, requestId, policy }: Context,
  subject: AuditSubject,
): Promise<AuditTrail> {
  const operation = randomUUID()
  const write = async (phase: AuditEntry['phase'], more: Partial<AuditSubject> = {}) => {
    const [row] = await runtime.store.db
      .insert(audit)
      .values({
        actor: actor.username,
        requestId,
        policy: policy ?? null,
        operation,
        phase,
        ...subject,
        ...more,
      })
      .returning({ id: audit.id })
    runtime.changes.publish({ about: 'activity' })
    return String(row?.id)
  }
  await write('started')
  return { succeeded: (more) => write('succeeded', more), failed: (more) => write('failed', more) }
}
