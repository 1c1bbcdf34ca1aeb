import { randomInt } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Config } from '../config/config.ts'
import { isApiError } from '../problem.ts'
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
  if (password !== null) {
    await ensureAccount(db, username, password)
    return { username, generatedPassword: null }
  }
  const [existing] = await db
    .select({ username: users.username })
    .from(users)
    .where(and(eq(users.role, 'administrator'), isNull(users.disabledAt)))
    .orderBy(users.createdAt)
    .limit(1)
  if (existing) return { username: existing.username, generatedPassword: null }
  const generated = generatePassword()
  const isOurs = await ensureAccount(db, username, generated)
  return { username, generatedPassword: isOurs ? generated : null }
}

/** false when another replica made the account at the same moment. */
async function ensureAccount(db: Store['db'], username: string, password: string): Promise<boolean> {
  const user = await findUserByName(db, username)
  if (!user) {
    try {
      await createUser(db, { username, password, role: 'administrator' })
      return true
    } catch (error) {
      if (isApiError(error) && error.code === 'conflict') return false
      throw error
    }
  }
  const isAsWanted =
    user.role === 'administrator' && !user.disabledAt && (await verifyPassword(password, user.passwordHash))
  if (!isAsWanted) await changeUser(db, user.id, { password, role: 'administrator' })
  return true
}

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Four groups of five: 100 bits, and can be typed. */
export const generatePassword = () =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-')
