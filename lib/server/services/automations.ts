import { sql } from 'drizzle-orm'
import type { AutomationRecord, AutomationRun, Imported } from '#lib/api/automations.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { AutomationDefinition, AutomationKind } from '../automations/kind.ts'
import { findAutomation, readAutomations, requireAutomation, requireStored } from '../automations/known.ts'
import { presentAutomation } from '../automations/present.ts'
import { requestRun } from '../automations/run.ts'
import { readRuns, runsOf } from '../automations/runs.ts'
import { deleteAutomation, insertAutomation, requireSound, updateAutomation } from '../automations/save.ts'
import { automationsAsYaml, parseAutomations } from '../automations/yaml.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

interface One {
  readonly id: string
}

/** What can be done with a kind of automation, as both policies and mirrors answer it. */
export function automationServices<D extends AutomationDefinition, Run extends AutomationRun>(
  // biome-ignore lint/suspicious/noExplicitAny: how a run is kept is the kind's own business.
  kind: AutomationKind<D, Run, any>,
) {
  type Shown = AutomationRecord & D & { readonly lastRun: Run | null }

  /** Throws `…_not_found`. */
  const get = async (context: Context, { id }: One): Promise<Shown> =>
    presentAutomation(kind, context.runtime, await requireAutomation(kind, context, id))

  return {
    get,

    /** Those of the configuration file first, then in the order in which they were added. */
    async list({ runtime }: Context): Promise<{ items: Shown[] }> {
      const all = await readAutomations(kind, runtime)
      return { items: await Promise.all(all.map((one) => presentAutomation(kind, runtime, one))) }
    },

    /** Throws `conflict` for an id in use, and `invalid_request` for patterns or a schedule that mean nothing. */
    async add(context: Context, { id, ...rest }: D & One): Promise<Shown> {
      const definition = kind.schema.parse(rest)
      await requireSound(kind, definition)
      await insertAutomation(kind, context, { id, definition })
      return get(context, { id })
    },

    /** Throws `…_is_configured_by_file`, and `conflict` where it is not the version that the caller names. */
    async change(
      context: Context,
      { id }: One,
      { version, ...patch }: { readonly version?: number | undefined },
    ): Promise<Shown> {
      const stored = await requireStored(kind, context, id)
      const definition = kind.schema.parse({ ...stored.definition, ...patch })
      await requireSound(kind, definition)
      await updateAutomation(kind, context, { id, definition }, version ?? stored.version)
      return get(context, { id })
    },

    /** Its runs stay on record, and what they did stays done. Throws `…_is_configured_by_file`. */
    async remove(context: Context, { id }: One): Promise<null> {
      await requireStored(kind, context, id)
      await deleteAutomation(kind, context, id)
      return null
    },

    /**
     * Begins a run as a job. Throws `…_not_found`, `dry_run_only` where a run for real is asked for of one that only plans,
     * and `conflict` while another run of it is under way.
     */
    async run(
      context: Context,
      { id }: One,
      { dryRun }: { readonly dryRun?: boolean | undefined },
    ): Promise<Run> {
      const known = await requireAutomation(kind, context, id)
      const onlyPlans = kind.isDry(known.definition)
      // Who may run one may not decide that it deletes: that is for who may change it, in its definition.
      if (onlyPlans && dryRun === false)
        throw new ApiError(
          'dry_run_only',
          `The ${kind.one} is set to plan only: change that first, or run it without \`dryRun: false\`.`,
        )
      return requestRun(kind, context, known, onlyPlans || dryRun === true)
    },

    /** What one did, the newest first. Runs of one that is gone are read as well. Throws `…_not_found` where there are none. */
    async listRuns(
      context: Context,
      { id }: One,
      { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ) {
      const { runtime } = context
      const after = decodeTimeCursor(cursor)
      const beyond = after
        ? sql`AND (r.started_at, r.id) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
        : sql``
      const runs = await readRuns(kind, runtime, sql`${runsOf(kind, id)} ${beyond}`, limit + 1)
      if (runs.length === 0) await requireAutomation(kind, context, id)
      const items = runs.slice(0, limit)
      const last = items.at(-1)
      const { rows } = await runtime.store.db.execute<{ count: number }>(
        sql`SELECT count(*)::int AS count FROM ${kind.runs} r WHERE ${runsOf(kind, id)}`,
      )
      return {
        items,
        nextCursor:
          runs.length > limit && last
            ? encodeTimeCursor({ at: new Date(last.startedAt), id: last.id })
            : null,
        total: rows[0]?.count ?? 0,
        freshness: { asOf: new Date().toISOString(), state: 'fresh' as const, problem: null },
      }
    },

    /** All of them, or one, as a YAML file. Throws `…_not_found`. */
    async exportYaml(context: Context, { id }: { readonly id?: string | undefined }): Promise<Response> {
      const all =
        id === undefined
          ? await readAutomations(kind, context.runtime)
          : [await requireAutomation(kind, context, id)]
      return new Response(automationsAsYaml(kind, all), {
        headers: attachmentHeaders(`${id ?? kind.many}.yaml`, 'application/yaml; charset=utf-8'),
      })
    },

    /**
     * Adds or changes those of a text. Nothing is done while anything in it is wrong: `invalid_request` names the lines.
     * Throws `…_is_configured_by_file` where one of them stands in the configuration.
     */
    async importYaml(context: Context, { yaml }: { readonly yaml: string }): Promise<Imported> {
      const read = await parseAutomations(kind, yaml)
      if ('mistakes' in read) {
        throw new ApiError('invalid_request', 'The text has mistakes, and nothing was taken over.', {
          issues: read.mistakes.slice(0, 20),
        })
      }
      const known = new Map<string, number>()
      for (const { id } of read.parsed) {
        if (!(await findAutomation(kind, context.runtime, id))) continue
        known.set(id, (await requireStored(kind, context, id)).version)
      }
      const added: string[] = []
      const changed: string[] = []
      for (const one of read.parsed) {
        const version = known.get(one.id)
        if (version === undefined) await insertAutomation(kind, context, one)
        else await updateAutomation(kind, context, one, version)
        const list = version === undefined ? added : changed
        list.push(one.id)
      }
      return { added, changed }
    },
  }
}
