/** Run on Node 24 by users.mjs: over DATABASE_URL, or the database in the data folder, whether Portolan runs or not. */
import { userInfo } from 'node:os'
import { drizzle } from 'drizzle-orm/node-postgres'
import { addUser, listUsers, removeUser, setPassword, setRole } from '#lib/server/auth/manage-users.ts'
import {
  formatUsers,
  parseUsersCommand,
  UsageError,
  type UsersCommand,
  usage,
} from '#lib/server/auth/users-command.ts'
import { isConfigError } from '#lib/server/config/config.ts'
import { loadDatabaseSettings } from '#lib/server/config/database-settings.ts'
import { isApiError } from '#lib/server/problem.ts'
import { openFromOutside } from '#lib/server/store/open-outside.ts'
import * as schema from '#lib/server/store/schema.ts'
import type { Database } from '#lib/server/store/store.ts'
import { isStoreError, StoreError } from '#lib/server/store/store-error.ts'
import { askPassword, Cancelled } from './ask-password.ts'

/** For the audit trail: who is at this machine. Containers often run under a number without a name. */
function whoAmI(): string {
  try {
    return `${userInfo().username} (npm run users)`
  } catch {
    return `uid ${process.getuid?.()} (npm run users)`
  }
}

type Work = Exclude<UsersCommand, { kind: 'help' }>

/** What is asked for, done on the database; what there is to say of it. */
async function carryOut(db: Database, command: Work, password: string): Promise<string> {
  const by = { actor: whoAmI() }
  switch (command.kind) {
    case 'list':
      return formatUsers(await listUsers(db))
    case 'add': {
      const { username, role } = await addUser(db, by, { ...command, password })
      return `Added ${username} (${role}).`
    }
    case 'role':
      return (await setRole(db, by, command))
        ? `${command.username} is ${command.role} now. Sessions that were open have ended.`
        : `${command.username} is ${command.role} already; nothing was changed.`
    case 'password':
      await setPassword(db, by, { ...command, password })
      return `The password of ${command.username} was changed. Sessions that were open have ended.`
    case 'remove':
      await removeUser(db, by, command)
      return `Removed ${command.username}. Sessions that were open have ended.`
  }
}

async function run(command: Work): Promise<string> {
  const settings = loadDatabaseSettings()
  const needsPassword = command.kind === 'add' || command.kind === 'password'
  // Asked before the database is opened: a stopped one would be held, and a start refused, for as long as it takes to type.
  const password = needsPassword ? await askPassword(command.username) : ''
  const { client, close } = await openFromOutside(settings)
  try {
    const { rows } = await client.query("SELECT to_regclass('users') IS NOT NULL AS is_there")
    if (!rows[0]?.is_there)
      throw new StoreError('unavailable', 'This database has no users yet: start Portolan once (npm start).')
    return await carryOut(drizzle(client, { schema }) as unknown as Database, command, password)
  } finally {
    await close()
  }
}

/** A sentence for a person, where it is foreseen. */
function describe(error: unknown): unknown {
  if (isApiError(error)) return [error.detail, ...(error.issues ?? []).map((i) => i.message)].join('\n  ')
  const isForeseen = isConfigError(error) || isStoreError(error) || error instanceof Cancelled
  return isForeseen ? error.message : error
}

try {
  const command = parseUsersCommand(process.argv.slice(2))
  console.log(command.kind === 'help' ? usage : await run(command))
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`)
    process.exitCode = 2
  } else {
    console.error(describe(error))
    process.exitCode = error instanceof Cancelled ? 130 : 1
  }
}
