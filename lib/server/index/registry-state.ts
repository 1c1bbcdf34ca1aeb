import { eq, sql } from 'drizzle-orm'
import type { Capabilities, RegistryStatus } from '#lib/api/registries.ts'
import type { VendorType } from '#lib/vendors/vendor.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'
import { registryStates } from '../store/schema.ts'
import { failureOf, isCancelled } from './failure.ts'
import { recordCheck } from './status-history.ts'
import { tellRegistry } from './tell.ts'

/** What we know of a registry as a whole. */
export interface RegistryState {
  readonly status: RegistryStatus
  /** What the registry turned out to be, for `auto`. */
  readonly type: VendorType | null
  readonly capabilities: Capabilities
  readonly catalogListedAt: Date | null
  readonly catalogFailedAt: Date | null
  readonly catalogProblem: { code: string; detail: string } | null
}

const unknown: RegistryState = {
  status: { state: 'unknown', checkedAt: null, since: null, latencyMs: null, code: null, detail: null },
  type: null,
  capabilities: { catalog: null, delete: null, tagDelete: null, referrers: null },
  catalogListedAt: null,
  catalogFailedAt: null,
  catalogProblem: null,
}

export async function readRegistryState(runtime: Runtime, id: string): Promise<RegistryState> {
  const [row] = await runtime.store.db.select().from(registryStates).where(eq(registryStates.registryId, id))
  if (!row) return unknown
  return {
    ...row,
    status: { ...unknown.status, ...row.status },
    capabilities: { ...unknown.capabilities, ...row.capabilities },
  }
}

type Change = Partial<Omit<typeof registryStates.$inferInsert, 'registryId' | 'capabilities'>>

export async function changeRegistryState(runtime: Runtime, id: string, change: Change): Promise<void> {
  await runtime.store.db
    .insert(registryStates)
    .values({ registryId: id, ...change })
    .onConflictDoUpdate({ target: registryStates.registryId, set: change })
}

/** Remembers what the registry turned out to be able to do, or not. */
export async function recordCapability(
  runtime: Runtime,
  id: string,
  learned: Partial<Capabilities>,
): Promise<void> {
  const known = JSON.stringify(learned)
  // A run says the same of each of its thousands of items: what is known already is not written, and nobody waits for a lock.
  await runtime.store.db.execute(sql`
    INSERT INTO registry_states (registry_id, capabilities) SELECT ${id}, ${known}::jsonb
    WHERE NOT EXISTS (SELECT FROM registry_states WHERE registry_id = ${id} AND capabilities @> ${known}::jsonb)
    ON CONFLICT (registry_id)
    DO UPDATE SET capabilities = coalesce(registry_states.capabilities, '{}') || excluded.capabilities`)
}

/** Past this a registry that answers is said to be slow. */
const slowMs = 1500

export const statusFlight = (id: string) => `status ${id}`

/** Asks the registry whether it is there (`GET /v2/`) and keeps the answer. Never throws for what the registry does. */
export function checkStatus(runtime: Runtime, { settings, client }: ConnectedRegistry): Promise<void> {
  const work = async () => {
    const before = await readRegistryState(runtime, settings.id)
    const startedAt = performance.now()
    let answer: Awaited<ReturnType<typeof client.ping>> | null = null
    let failure: ReturnType<typeof failureOf> | null = null
    try {
      answer = await client.ping()
    } catch (error) {
      if (isCancelled(error)) return
      failure = failureOf(error)
    }
    const latencyMs = Math.round(performance.now() - startedAt)
    const state = failure ? stateOf(failure.code) : latencyMs > slowMs ? 'slow' : 'online'
    const at = new Date()
    const now = at.toISOString()
    await recordCheck(runtime, settings.id, { at, state, latencyMs: failure ? null : latencyMs })
    await changeRegistryState(runtime, settings.id, {
      type: answer ? vendorOf(settings.type, settings.url, answer).type : before.type,
      status: {
        state,
        checkedAt: now,
        since: state === before.status.state ? (before.status.since ?? now) : now,
        latencyMs: failure ? null : latencyMs,
        code: failure?.code ?? null,
        detail: failure?.detail ?? null,
      },
    })
  }
  return runtime.flights.run(statusFlight(settings.id), work, () => tellRegistry(runtime, settings.id))
}

function stateOf(code: string): RegistryStatus['state'] {
  switch (code) {
    case 'registry_unauthorized':
    case 'registry_denied':
      return 'unauthorized'
    case 'registry_unreachable':
    case 'registry_timeout':
      return 'unreachable'
    default:
      return 'error'
  }
}
