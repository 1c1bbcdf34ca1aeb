import { and, eq, inArray } from 'drizzle-orm'
import { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { MirrorCounts, MirrorRun, MirrorRunState } from '#lib/api/mirror-run.ts'
import type { AutomationKind, AutomationTable, RunsTable } from '../automations/kind.ts'
import { MirrorEntry } from '../config/mirror-entries.ts'
import { queues } from '../jobs/jobs.ts'
import { copies, mirrorRuns, mirrors } from '../store/schema.ts'
import { carryOutMirror } from './carry-out.ts'
import { mirrorMistakes } from './mirror-mistakes.ts'

export const mirrorKind: AutomationKind<MirrorDefinition, MirrorRun, typeof mirrorRuns.$inferSelect> = {
  one: 'mirror',
  many: 'mirrors',
  queue: queues.mirror,
  table: mirrors as unknown as AutomationTable,
  runs: mirrorRuns as unknown as RunsTable,
  schema: MirrorDefinition,
  entry: MirrorEntry,
  alwaysWritten: ['dryRun'],
  configured: ({ mirrors }) => mirrors,
  mistakesOf: mirrorMistakes,
  isDry: ({ dryRun }) => dryRun,
  auditOf: (id, name) => ({ detail: name === null ? id : `${id}: ${name}` }),
  rightsOf: (actorRole) => ({ actorRole }),
  /** The copy of the run before may take longer than it takes until the next one is due. */
  async isBusy({ store }, id) {
    const open = await store.db
      .select({ id: copies.id })
      .from(copies)
      .where(and(eq(copies.mirrorId, id), inArray(copies.state, ['queued', 'running'])))
      .limit(1)
    return open.length > 0
  },
  actsAs: ({ actor, actorRole }) => ({ actor: { id: '', username: actor, role: actorRole } }),
  carryOut: carryOutMirror,
  presentRun: (run, { of, counts, copy, deletion }) => ({
    ...run,
    state: run.state as MirrorRunState,
    mirror: of,
    counts: counts as MirrorCounts | null,
    copy,
    deletion,
  }),
}
