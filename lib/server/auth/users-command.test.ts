import { expect, test } from 'vitest'
import { formatUsers, parseUsersCommand, passwordFromInput, UsageError } from './users-command.ts'

const parse = (line: string) => parseUsersCommand(line.split(' ').filter(Boolean))

test.each([
  ['list', { kind: 'list' }],
  ['add ada --role viewer', { kind: 'add', username: 'ada', role: 'viewer' }],
  ['add --role=administrator ada', { kind: 'add', username: 'ada', role: 'administrator' }],
  ['role ada editor', { kind: 'role', username: 'ada', role: 'editor' }],
  ['password ada', { kind: 'password', username: 'ada' }],
  ['remove ada', { kind: 'remove', username: 'ada' }],
  ['remove -- -ada', { kind: 'remove', username: '-ada' }],
  ['help', { kind: 'help' }],
  ['add --help', { kind: 'help' }],
])('“%s” is understood', (line, command) => expect(parse(line)).toEqual(command))

test.each([
  ['', /command is missing/],
  ['constructor', /“constructor” is no command/],
  ['add', /name is missing/],
  ['add ada', /--role is missing.*npm run users --/],
  // As npm hands it on when `--` was forgotten.
  ['add ada viewer', /--role is missing.*npm run users --/],
  ['add ada bob --role viewer', /“bob” is too much/],
  ['add ada --role owner', /“owner” is no role: viewer, editor, administrator/],
  ['role ada', /role is missing/],
  ['role ada Editor', /“Editor” is no role/],
  ['role ada editor --role viewer', /--role does not belong to role/],
  ['remove ada bob', /“bob” is too much/],
  ['password ada s3cret', /too much/],
  ['password ada --password s3cret', /--password/],
  ['list ada', /“ada” is too much/],
])('“%s” is refused', (line, message) => {
  expect(() => parse(line)).toThrow(UsageError)
  expect(() => parse(line)).toThrow(message)
})

test('a list has a line a user, whatever they are called, and says who is disabled', () => {
  const createdAt = new Date('2026-01-02T03:04:05Z')
  const lines = formatUsers([
    { username: 'Zoë with a long name', role: 'administrator', createdAt, disabledAt: null },
    { username: 'ci', role: 'viewer', createdAt, disabledAt: createdAt },
  ]).split('\n')
  expect(lines).toEqual([
    'administrator             2026-01-02  Zoë with a long name',
    'viewer (disabled)         2026-01-02  ci',
  ])
})

test('a piped password is one line, of which nothing but its end is taken away', () => {
  expect(passwordFromInput(' with spaces \n')).toBe(' with spaces ')
  expect(passwordFromInput('windows\r\n')).toBe('windows')
  expect(passwordFromInput('no end')).toBe('no end')
  expect(() => passwordFromInput('\n')).toThrow(UsageError)
  expect(() => passwordFromInput('')).toThrow(UsageError)
  expect(() => passwordFromInput('one\ntwo\n')).toThrow(/more than one line/)
})
