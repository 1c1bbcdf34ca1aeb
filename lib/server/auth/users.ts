import { eq, sql } from 'drizzle-orm'
import type { Role } from '#lib/api/roles.ts'
import { ApiError, invalidInput } from '../problem.ts'
import { users } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { hashPassword, maxPasswordLength } from './password.ts'
import { Username } from './username.ts'

export type User = typeof users.$inferSelect
type Database = Pick<Store['db'], 'select' | 'insert' | 'update'>

/** Case does not tell accounts apart. */
export async function findUserByName(db: Database, username: string): Promise<User | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.username})`, sql`lower(${username}::text)`))
  return user ?? null
}

/**
 * The name as accounts are told apart by it. The database folds in its own way: were it done here, one account would have
 * names enough to be guessed at under each of them.
 */
export async function foldUsername(db: Pick<Store['db'], 'execute'>, username: string): Promise<string> {
  const { rows } = await db.execute<{ name: string }>(sql`SELECT lower(${username}::text) AS name`)
  return rows[0]?.name ?? username
}

export async function findUserById(db: Database, id: string): Promise<User | null> {
  const [user] = await db.select().from(users).where(eq(users.id, id))
  return user ?? null
}

/** Throws `invalid_request`, and `conflict` when the name is taken. */
export async function createUser(
  db: Database,
  input: { username: string; password: string; role: Role },
): Promise<User> {
  const username = Username.safeParse(input.username)
  if (!username.success) throw invalidInput(username.error, 'username', 'This is not a user name.')
  checkPassword(input.password)
  const [user] = await db
    .insert(users)
    .values({ username: username.data, passwordHash: await hashPassword(input.password), role: input.role })
    .onConflictDoNothing()
    .returning()
  if (!user) throw new ApiError('conflict', `There is a user “${username.data}” already.`)
  return user
}

/** Sets password and role, and ends the sessions that exist. */
export async function changeUser(
  db: Database,
  id: string,
  change: { password?: string; role?: Role },
): Promise<void> {
  if (change.password !== undefined) checkPassword(change.password)
  await db
    .update(users)
    .set({
      ...(change.password === undefined ? {} : { passwordHash: await hashPassword(change.password) }),
      ...(change.role === undefined ? {} : { role: change.role }),
      version: sql`${users.version} + 1`,
      disabledAt: null,
    })
    .where(eq(users.id, id))
}

function checkPassword(password: string): void {
  if (password.length >= 1 && password.length <= maxPasswordLength) return
  throw new ApiError('invalid_request', `A password has from 1 to ${maxPasswordLength} characters.`)
}
