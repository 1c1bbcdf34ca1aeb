import { expect, it } from 'vitest'
import { mistakesOf, scheduleMistakesOf } from './form-mistakes.ts'
import { clientProblem, ProblemError } from './problem.ts'

const refused = (...paths: string[]) =>
  new ProblemError({
    ...clientProblem('invalid_request', 400, 'Something in the policy means nothing.'),
    issues: paths.map((path) => ({ path, message: `about ${path}` })),
  })

it('tells each mistake at the field of the form that says it, of a preview and of what was to be saved', () => {
  expect(mistakesOf(refused('body.policy.rules.0.select.regex', 'body.rules.3.keep.labels.0.key'))).toEqual([
    {
      path: 'rules.0.select.regex',
      fault: 'refused',
      message: 'about body.policy.rules.0.select.regex',
    },
    { path: 'rules.3.keep.labels.0.key', fault: 'refused', message: 'about body.rules.3.keep.labels.0.key' },
  ])
})

it('tells a mistake in a schedule at its own field: the time zone is not blamed on the expression', () => {
  expect(scheduleMistakesOf(refused('body.timezone'))).toMatchObject([
    { path: 'schedule.timezone', fault: 'timezone' },
  ])
  expect(mistakesOf(refused('body.mirror.tags.semver'))).toMatchObject([{ path: 'tags.semver' }])
  expect(mistakesOf(refused('body.policy.schedule.cron'))).toMatchObject([
    { path: 'schedule.cron', fault: 'cron' },
  ])
})

it('blames no field for a server that does not answer', () => {
  expect(mistakesOf(new ProblemError(clientProblem('offline', 0, 'away')))).toEqual([])
  expect(mistakesOf(new Error('else'))).toEqual([])
})
