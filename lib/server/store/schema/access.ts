import { sql } from 'drizzle-orm'
import { integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '#lib/api/roles.ts'
import { moment } from './columns.ts'

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    username: text('username').notNull(),
    passwordHash: text('password_hash').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Counted up whenever sessions that exist must end: a new password, another role, disabled. */
    version: integer('version').notNull().default(1),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('users_username').on(sql`lower(${t.username})`)],
)

/** Failed sign-ins by account and by address, so that the throttle outlives a restart. */
export const signInAttempts = pgTable('sign_in_attempts', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull().default(0),
  firstAt: moment('first_at').notNull().defaultNow(),
  blockedUntil: moment('blocked_until'),
})
