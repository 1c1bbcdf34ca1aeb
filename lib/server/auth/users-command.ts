import { parseArgs } from 'node:util'
import { Role } from '#lib/api/roles.ts'
import type { User } from './users.ts'

export type UsersCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'add' | 'role'; readonly username: string; readonly role: Role }
  | { readonly kind: 'password' | 'remove'; readonly username: string }

/** What was typed is no command; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const usage = `Who may sign in, and as what:

  npm run users -- list
  npm run users -- add NAME --role viewer|editor|administrator
  npm run users -- role NAME viewer|editor|administrator
  npm run users -- password NAME
  npm run users -- remove NAME

Passwords are asked for on the terminal, or read from standard input where that is not one:
  npm run users -- add ci --role editor < password.txt`

const counts = { help: 0, list: 0, add: 1, role: 2, password: 1, remove: 1 } as const
type Kind = keyof typeof counts

const isKind = (text: string): text is Kind => Object.hasOwn(counts, text)

function parseWords(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { role: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function parseRole(text: string | undefined): Role {
  // npm takes options for its own unless `--` stands before them, and the role is gone without a word.
  if (text === undefined) throw new UsageError('--role is missing (behind `npm run users --`)')
  const role = Role.safeParse(text)
  if (role.success) return role.data
  throw new UsageError(`“${text}” is no role: ${Role.options.join(', ')}`)
}

/** What stands behind `npm run users --`. Throws `UsageError`. */
export function parseUsersCommand(args: readonly string[]): UsersCommand {
  const { values, positionals } = parseWords(args)
  const [kind = values.help ? 'help' : '', username = '', role, ...rest] = positionals
  if (values.help) return { kind: 'help' }
  if (!isKind(kind)) throw new UsageError(kind ? `“${kind}” is no command` : 'a command is missing')
  const count = positionals.length - 1
  if (count < counts[kind]) throw new UsageError(username ? 'the role is missing' : 'the name is missing')
  const command = commandOf(kind, username, kind === 'add' ? values.role : role)
  if (count > counts[kind]) throw new UsageError(`“${[role, ...rest].at(-1) ?? username}” is too much`)
  if (kind !== 'add' && values.role !== undefined) throw new UsageError(`--role does not belong to ${kind}`)
  return command
}

function commandOf(kind: Kind, username: string, role: string | undefined): UsersCommand {
  if (kind === 'help' || kind === 'list') return { kind }
  if (kind === 'password' || kind === 'remove') return { kind, username }
  return { kind, username, role: parseRole(role) }
}

type Listed = Pick<User, 'username' | 'role' | 'createdAt' | 'disabledAt'>

/** One a line, in columns; a name is whatever somebody chose, and stands last so that it can't push the others. */
export const formatUsers = (users: readonly Listed[]): string =>
  users
    .map(({ username, role, createdAt, disabledAt }) =>
      [
        (disabledAt ? `${role} (disabled)` : role).padEnd('administrator (disabled)'.length),
        createdAt.toISOString().slice(0, 10),
        username,
      ].join('  '),
    )
    .join('\n')

/** A password that came on standard input: one line, whose end is not part of it. Throws `UsageError`. */
export function passwordFromInput(text: string): string {
  const password = text.replace(/\r?\n$/, '')
  if (password === '') throw new UsageError('no password came on standard input')
  if (/[\r\n]/.test(password))
    throw new UsageError('what came on standard input is more than one line, which is no password')
  return password
}
