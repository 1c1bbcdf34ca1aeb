import { randomInt } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Config } from '../config/config.ts'
import { locks } from '../store/postgres/claim.ts'
import { users } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { verifyPassword } from './password.ts'
import { changeUser, createUser, findUserByName } from './users.ts'

export interface Administrator {
  readonly username: string
  /** Only when it was made up just now: to be printed once, it is stored nowhere. */
  readonly generatedPassword: string | null
}

/**
 * Sees to it that somebody can sign in. With PORTOLAN_ADMIN_PASSWORD the named account is an administrator with that
 * password after every start, which is also how a lost password is replaced; a change ends its sessions. Without it, an
 * account with a random password is made when there is no administrator at all.
 */
export async function ensureAdministrator(
  { db }: Pick<Store, 'db'>,
  { admin }: Pick<Config, 'admin'>,
): Promise<Administrator> {
  const { username, password } = admin
  // One replica after the other: each would print a password, and all but the last one's would be wrong.
  return db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${locks.administrator[0]}, ${locks.administrator[1]})`)
    if (password !== null) {
      await ensureAccount(tx, username, password)
      return { username, generatedPassword: null }
    }
    const [existing] = await tx
      .select({ username: users.username })
      .from(users)
      .where(and(eq(users.role, 'administrator'), isNull(users.disabledAt)))
      .orderBy(users.createdAt)
      .limit(1)
    if (existing) return { username: existing.username, generatedPassword: null }
    const generatedPassword = generatePassword()
    await ensureAccount(tx, username, generatedPassword)
    return { username, generatedPassword }
  })
}

type Transaction = Parameters<Parameters<Store['db']['transaction']>[0]>[0]

async function ensureAccount(db: Transaction, username: string, password: string): Promise<void> {
  const user = await findUserByName(db, username)
  if (!user) {
    await createUser(db, { username, password, role: 'administrator' })
    return
  }
  const isAsWanted =
    user.role === 'administrator' && !user.disabledAt && (await verifyPassword(password, user.passwordHash))
  if (!isAsWanted) await changeUser(db, user.id, { password, role: 'administrator' })
}

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Four groups of five: 100 bits, and can be typed. */
export const generatePassword = () =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-')
