import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('info', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

test('the values of a failed query are not written down, its statement is', () => {
  const error = new DrizzleQueryError(
    'insert into users values ($1)',
    ['$argon2id$hash'],
    new Error('no room'),
  )
  const text = logged((log) => log.error({ err: error }, 'failed'))
  expect(text).not.toContain('argon2id')
  expect(text).toContain('insert into users')
  expect(text).toContain('no room')
})

test('passwords, cookies and authorization are hidden', () => {
  const text = logged((log) =>
    log.info({ password: 'hunter2', headers: { cookie: 'hunter3', authorization: 'hunter4' } }, 'x'),
  )
  expect(text).not.toMatch(/hunter/)
})
