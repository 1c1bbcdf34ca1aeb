import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Role } from '#lib/api/roles.ts'
import { createUser } from '#lib/server/auth/users.ts'
import * as schema from '#lib/server/store/schema.ts'
import { type SignedIn, signIn } from '../lab/portolan.ts'

/** An account of that role, named after it, made past the application in its database; signed in. */
export async function makeUser(url: string, database: pg.PoolConfig, role: Role): Promise<SignedIn> {
  const account = { username: role, password: `the password of an ${role}` }
  const pool = new pg.Pool(database)
  try {
    await createUser(drizzle(pool, { schema }), { ...account, role })
  } finally {
    await pool.end()
  }
  return signIn(url, account)
}
