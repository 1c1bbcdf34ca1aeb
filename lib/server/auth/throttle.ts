import { createHash } from 'node:crypto'
import { and, desc, eq, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { signInAttempts } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { type AttemptRule, attemptRules, countAttempt, forgetAfterMs, waitMs } from './attempt-rules.ts'

export interface AttemptKey {
  readonly key: string
  readonly rule: AttemptRule
}

/** People type passwords into the field for the name, so that the table holds no name as it was typed. */
const keyOf = (kind: string, ...parts: string[]) =>
  `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)}`

/**
 * What a sign-in is counted under; `account`: the name as `foldUsername` has it. `mine` is forgiven by a success; of the address only that one try is taken back, or one
 * account would free all.
 */
export function attemptKeys(
  account: string,
  address: string,
): { mine: AttemptKey[]; place: AttemptKey; all: AttemptKey[] } {
  const mine = [
    { key: keyOf('pair', account, address), rule: attemptRules.pair },
    { key: keyOf('account', account), rule: attemptRules.account },
  ]
  const place = { key: keyOf('address', address), rule: attemptRules.address }
  return { mine, place, all: [...mine, place] }
}

/**
 * Counts a try before the password is looked at, so that a burst of parallel tries gets no further than one after the
 * other. Returns 0, or the seconds to wait; a try that is turned away is not counted. Replicas share the counts.
 */
export async function takeAttempt(db: Store['db'], keys: readonly AttemptKey[], now: Date): Promise<number> {
  const sorted = keys.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const names = sorted.map(({ key }) => key)
  return db.transaction(async (tx) => {
    await tx
      .insert(signInAttempts)
      .values(names.map((key) => ({ key, failures: 0, firstAt: now })))
      .onConflictDoNothing()
    // Always locked in the same order, so that two tries cannot wait for one another.
    const rows = await tx
      .select()
      .from(signInAttempts)
      .where(inArray(signInAttempts.key, names))
      .orderBy(signInAttempts.key)
      .for('update')
    const longest = Math.max(0, ...rows.map((row) => waitMs(row, now)))
    if (longest > 0) return Math.ceil(longest / 1000)
    for (const { key, rule } of sorted) {
      const row = rows.find((r) => r.key === key)
      await tx
        .update(signInAttempts)
        .set(countAttempt(row ?? null, rule, now))
        .where(eq(signInAttempts.key, key))
    }
    return 0
  })
}

/**
 * A success: its own try was counted under this key and is taken back, no more. A house full of people behind one
 * address may sign in at one hour, and yet nobody's success covers up for guessing.
 */
export async function takeBackAttempt(db: Store['db'], { key, rule }: AttemptKey): Promise<void> {
  await db
    .update(signInAttempts)
    .set({
      failures: sql`greatest(${signInAttempts.failures} - 1, 0)`,
      blockedUntil: sql`CASE WHEN ${signInAttempts.failures} <= ${rule.free} THEN NULL ELSE ${signInAttempts.blockedUntil} END`,
    })
    .where(eq(signInAttempts.key, key))
}

/** A success: what was counted under these keys is forgotten. */
export async function forgiveAttempts(db: Store['db'], keys: readonly AttemptKey[]): Promise<void> {
  await db.delete(signInAttempts).where(
    inArray(
      signInAttempts.key,
      keys.map(({ key }) => key),
    ),
  )
}

export const maxAttemptRows = 30_000

/** Keeps the table small, whatever names are tried. The newest counts stay. */
export async function pruneAttempts(db: Store['db'], now: Date, maxRows = maxAttemptRows): Promise<void> {
  const forgotten = new Date(now.getTime() - forgetAfterMs)
  await db
    .delete(signInAttempts)
    .where(
      and(
        lt(signInAttempts.firstAt, forgotten),
        or(isNull(signInAttempts.blockedUntil), lt(signInAttempts.blockedUntil, forgotten)),
      ),
    )
  const newest = db
    .select({ key: signInAttempts.key })
    .from(signInAttempts)
    .orderBy(desc(signInAttempts.firstAt))
    .limit(maxRows)
  await db.delete(signInAttempts).where(notInArray(signInAttempts.key, newest))
}
