import type { InferSelectModel } from 'drizzle-orm'
import { pgTable } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Schedule } from '#lib/api/automation-definition.ts'
import type { AutomationRun, AutomationRunState } from '#lib/api/automations.ts'
import type { Role } from '#lib/api/roles.ts'
import type { Config } from '../config/types.ts'
import type { Context } from '../context.ts'
import type { AuditSubject } from '../index/audit-trail.ts'
import type { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { automationColumns, automationRunColumns } from '../store/schema/automations.ts'
import type { StoredProblem } from '../store/schema.ts'

/** What every automation says of itself. */
export interface AutomationDefinition {
  readonly name: string
  readonly enabled: boolean
  readonly schedule: Schedule | null
}

export interface Named<Definition> {
  readonly id: string
  readonly definition: Definition
}

/** A part of a definition that is written as it may be and still means nothing; `path` leads to it. */
export interface Mistake {
  readonly path: readonly (string | number)[]
  readonly message: string
}

// Only for their types: the tables of two kinds are two types to Drizzle, and what both have is what is used here.
const anyTable = pgTable('policies', automationColumns<AutomationDefinition>())
const anyRuns = pgTable(
  'policy_runs',
  automationRunColumns<AutomationDefinition, unknown, AutomationRunState>('policy'),
)
export type AutomationTable = typeof anyTable
export type RunsTable = typeof anyRuns

export type Stored<Definition> = Omit<InferSelectModel<AutomationTable>, 'definition'> & Named<Definition>

export interface Known<Definition> extends Named<Definition> {
  /** null: it stands in the configuration file. */
  readonly stored: Stored<Definition> | null
}

/** How a run ended by itself. What it has begun says the rest. */
export interface Ending<State extends AutomationRunState = AutomationRunState> {
  readonly state: State
  readonly problem?: StoredProblem | null
}

/** What a run has beside what all runs have. */
export interface RunParts {
  readonly of: { readonly id: string; readonly name: string }
  readonly counts: unknown
  readonly copy: string | null
  readonly deletion: string | null
}

/**
 * What differs between policies and mirrors. What an automation is (its source, its version, its schedule, its runs, its
 * YAML) stands once, in the files beside this one.
 */
export interface AutomationKind<
  Definition extends AutomationDefinition = AutomationDefinition,
  Run extends AutomationRun = AutomationRun,
  RunRow = unknown,
> {
  readonly one: 'policy' | 'mirror'
  /** Under which key they stand in the file, and about what open pages are told. */
  readonly many: 'policies' | 'mirrors'
  readonly queue: (typeof queues)[keyof typeof queues]
  readonly table: AutomationTable
  readonly runs: RunsTable
  readonly schema: z.ZodObject & z.ZodType<Definition>
  /** As the file writes one: the definition, with its id. */
  readonly entry: z.ZodType<Definition & { readonly id: string }>
  /** Keys that its YAML says even where they are as by default: whether it destroys anything is read there, and not known by heart. */
  readonly alwaysWritten: readonly string[]
  configured(config: Config): readonly Named<Definition>[]
  /** What is wrong with patterns and schedule; none: it can be run. */
  mistakesOf(definition: Definition): Promise<readonly Mistake[]>
  isDry(definition: Definition): boolean
  /** How the audit trail names it. */
  auditOf(id: string, name: string | null): Partial<AuditSubject>
  /** What a run keeps of the rights of who began it. */
  rightsOf(role: Role): object
  /** Whether what a run before has begun is still under way. */
  isBusy(runtime: Runtime, id: string): Promise<boolean>
  /** In whose name a run acts. */
  actsAs(run: RunRow): Pick<Context, 'actor' | 'policy'>
  carryOut(context: Context, run: RunRow): Promise<Ending>
  presentRun(run: AutomationRun, parts: RunParts): Run
}

/** A kind, whatever its definitions say. */
// biome-ignore lint/suspicious/noExplicitAny: what takes a definition and what gives one stand in the same kind.
export type AnyKind = AutomationKind<any, any, any>
