import { randomUUID } from 'node:crypto'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { AuditEntry } from '#lib/api/audit.ts'
import type { Role } from '#lib/api/roles.ts'
import { ApiError } from '../problem.ts'
import { locks } from '../store/postgres/claim.ts'
import { audit, users } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { changeUser, createUser, findUserByName, type User } from './users.ts'

type Database = Store['db']
type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Whom the audit trail names. */
interface By {
  readonly actor: string
}

export const listUsers = (db: Database): Promise<User[]> =>
  db.select().from(users).orderBy(sql`lower(${users.username})`)

/** Throws `invalid_request`, and `conflict` when the name is taken. */
export const addUser = (
  db: Database,
  { actor }: By,
  input: { username: string; password: string; role: Role },
): Promise<User> =>
  oneByOne(db, async (tx) => {
    const user = await createUser(tx, input)
    await record(tx, actor, 'user.add', `${user.username}: ${user.role}`)
    return user
  })

/** Ends the user's sessions; false when the role was the same already, and nothing was done. */
export const setRole = (
  db: Database,
  { actor }: By,
  { username, role }: { username: string; role: Role },
): Promise<boolean> =>
  oneByOne(db, async (tx) => {
    const user = await requireUser(tx, username)
    if (user.role === role && !user.disabledAt) return false
    if (role !== 'administrator') await keepAnAdministrator(tx, user)
    await changeUser(tx, user.id, { role })
    await record(tx, actor, 'user.change', `${user.username}: ${user.role} → ${role}`)
    return true
  })

/** Ends the user's sessions. */
export const setPassword = (
  db: Database,
  { actor }: By,
  { username, password }: { username: string; password: string },
): Promise<void> =>
  oneByOne(db, async (tx) => {
    const user = await requireUser(tx, username)
    await changeUser(tx, user.id, { password })
    await record(tx, actor, 'user.change', `${user.username}: password`)
  })

/** Ends the user's sessions. Somebody who is added under this name later is another one. */
export const removeUser = (db: Database, { actor }: By, { username }: { username: string }): Promise<void> =>
  oneByOne(db, async (tx) => {
    const user = await requireUser(tx, username)
    await keepAnAdministrator(tx, user)
    await tx.delete(users).where(eq(users.id, user.id))
    await record(tx, actor, 'user.remove', `${user.username}: ${user.role}`)
  })

/** Of two who remove one another at the same moment, the second must see what the first has done. */
const oneByOne = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${locks.administrator[0]}, ${locks.administrator[1]})`)
    return work(tx)
  })

async function requireUser(tx: Transaction, username: string): Promise<User> {
  const user = await findUserByName(tx, username)
  if (!user) throw new ApiError('not_found', `There is no user “${username}”.`)
  return user
}

async function keepAnAdministrator(tx: Transaction, { id, role, username }: User): Promise<void> {
  if (role !== 'administrator') return
  const [other] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'administrator'), isNull(users.disabledAt), ne(users.id, id)))
    .limit(1)
  if (!other)
    throw new ApiError(
      'conflict',
      `“${username}” is the last administrator: make somebody else one first, or nobody could manage Portolan.`,
    )
}

/** Within the transaction of the change: the two are there together, or neither is, so that one row is enough. */
const record = (tx: Transaction, actor: string, action: AuditEntry['action'], detail: string) =>
  tx.insert(audit).values({ actor, action, phase: 'succeeded', operation: randomUUID(), detail })
