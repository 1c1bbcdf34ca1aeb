import type { Registry } from '#lib/api/registries.ts'
import { expect, test } from './test.ts'

/** Each run of the tests begins without any. */
test.afterEach(async ({ page }) => {
  await page.request.delete('/api/v1/policies/browser-old', {
    headers: { origin: new URL(page.url()).origin },
  })
})

test('a policy is written with its preview beside it, saved, and stands in the list', async ({
  page,
  open,
}) => {
  // Nothing is decided in a repository before the first walk has read it whole.
  test.setTimeout(180_000)
  const walk = async () => {
    const { sync } = (await (await page.request.get('/api/v1/registries/real')).json()) as Registry
    return sync?.finishedAt != null && sync.state === 'idle'
  }
  await expect.poll(walk, { timeout: 120_000 }).toBe(true)
  await open('/policies/new')
  const id = page.getByRole('textbox', { name: 'Id', exact: true })
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Old of the API')
  await expect(id).toHaveValue('old-of-the-api')
  await id.fill('browser-old')
  await page.getByRole('textbox', { name: 'Registries', exact: true }).fill('real')
  await page.getByRole('textbox', { name: 'Repositories', exact: true }).fill('team/api')
  const rule = page.getByRole('region', { name: 'Rule Builds' })
  await rule.getByRole('textbox', { name: 'Names', exact: true }).first().fill('1.0.*')
  await rule.getByRole('textbox', { name: 'The newest' }).fill('')
  await rule.getByRole('textbox', { name: 'Created within' }).fill('')
  await page.getByRole('textbox', { name: 'Percent of all tags' }).fill('100')

  const preview = page.getByRole('region', { name: /^Preview/ })
  await expect(preview.getByRole('row', { name: /Goes.*team\/api:1\.0\.0/ })).toBeVisible()
  await expect(
    preview.getByRole('row', { name: /Stays.*team\/api:latest.*No rule is about it/ }),
  ).toBeVisible()
  await expect(preview.getByText('1 tag goes')).toBeVisible()

  // As it is typed: now the rule keeps it, and what is no pattern is told at its field.
  await rule.getByRole('textbox', { name: 'Names', exact: true }).last().fill('1.0.0')
  await expect(preview.getByRole('row', { name: /Stays.*team\/api:1\.0\.0.*Kept by its name/ })).toBeVisible()
  await rule.getByRole('textbox', { name: 'Names', exact: true }).last().fill('')
  const charts = rule.getByRole('group', { name: 'Of a kind' }).getByRole('button', { name: 'Helm chart' })
  await charts.click()
  await expect(
    preview.getByRole('row', { name: /Stays.*team\/api:1\.0\.0.*No rule is about it/ }),
  ).toBeVisible()
  await charts.click()
  await expect(preview.getByRole('row', { name: /Goes.*team\/api:1\.0\.0/ })).toBeVisible()
  await page.getByRole('textbox', { name: 'Tags in a run' }).fill('many')
  await expect(page.getByRole('textbox', { name: 'Tags in a run' })).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Not saved yet')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Tags in a run' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Tags in a run' }).fill('10')

  // What only the server can tell of a pattern stands at its field, too, and the table stays meanwhile.
  const regex = rule.getByRole('textbox', { name: 'Regular expression' }).first()
  await regex.fill('[')
  await expect(regex).toHaveAttribute('aria-invalid', 'true')
  await expect(regex).toHaveAccessibleDescription(/can’t be used: .*missing closing \]/)
  await expect(preview.getByRole('row', { name: /Goes.*team\/api:1\.0\.0/ })).toBeVisible()
  await regex.fill('')
  await expect(regex).not.toHaveAttribute('aria-invalid')
  await expect(page).toHaveURL(/\/policies\/new/)

  const timezone = page.getByRole('combobox', { name: 'Time zone' })
  await page.getByRole('textbox', { name: 'Cron expression' }).fill('0 3 * * 1')
  await timezone.fill('Asia/Nowhere')
  await expect(timezone).toHaveAccessibleDescription(/no time zone/)
  await timezone.fill('Asia/Seoul')
  await expect(timezone).not.toHaveAttribute('aria-invalid')

  await expect(page.getByText('Next runs, in your own time')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL(/\/policies\/browser-old/)
  await expect(page.getByRole('heading', { level: 1, name: 'Old of the API' })).toBeVisible()

  // One that says that it deletes nothing is not to be made to by a button.
  await expect(page.getByRole('button', { name: 'Dry run', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run now' })).toHaveCount(0)

  // There is nothing to save, then there is, and it is not lost without a word: neither by a link nor by a key.
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await page.getByRole('textbox', { name: 'Description' }).fill('Only what is old')
  await expect(save).toBeEnabled()
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  await page.getByRole('navigation').getByRole('link', { name: 'Policies' }).first().click()
  await expect(question.getByRole('button', { name: 'Stay here' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Only what is old')
  await save.click()
  await expect(save).toBeDisabled()
  await page.getByRole('textbox', { name: 'Description' }).fill('Something else')
  await save.focus()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page).toHaveURL(/\/policies$/)
  await open('/policies/browser-old')
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Only what is old')

  await page.keyboard.press('Escape')
  await page.locator('body').click({ position: { x: 1, y: 1 } })
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page).toHaveURL(/\/policies$/)
  await expect(page.getByRole('row', { name: /Old of the API.*Dry run/ })).toBeVisible()
})

test('on a phone a run says what it found, why it was refused in the reader’s language, and leads to its plan', async ({
  page,
  open,
  context,
}) => {
  test.setTimeout(180_000)
  await open('/policies')
  const { origin } = new URL(page.url())
  const ask = async (path: string, data: unknown) => {
    const answer = await page.request.post(`/api/v1/policies${path}`, { data, headers: { origin } })
    expect(answer.ok(), await answer.text()).toBe(true)
  }
  const definition = {
    name: 'Old of the API',
    registries: ['real'],
    repositories: ['team/api'],
    rules: [{ name: 'builds', select: { tags: ['1.0.*'] }, keep: {} }],
  }
  const walk = async () => {
    const { sync } = (await (await page.request.get('/api/v1/registries/real')).json()) as Registry
    return sync?.finishedAt != null && sync.state === 'idle'
  }
  await expect.poll(walk, { timeout: 120_000 }).toBe(true)
  await ask('', { id: 'browser-old', ...definition, guards: { maxPercent: 1 } })
  await ask('/browser-old/run', { dryRun: true })
  await page.setViewportSize({ width: 390, height: 844 })
  await open('/policies/browser-old?show=runs')
  const runs = page.getByRole('grid', { name: 'Runs of the policy, newest first' })
  await expect(runs.getByRole('row').first()).toContainText(/1 of \d+ to delete·1 tags would go, 0 may go/)
  await page.request.patch('/api/v1/policies/browser-old', {
    data: { guards: { maxPercent: 100 } },
    headers: { origin },
  })
  await ask('/browser-old/run', { dryRun: true })
  const planned = runs.getByRole('row').filter({ hasText: 'Planned only' })
  await expect(planned.getByRole('link', { name: 'Deletion' })).toHaveAttribute('href', /\/cleanup\//)
  await context.addCookies([{ name: 'portolan-locale', value: 'ko', url: origin }])
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: '1개가 삭제 대상이지만' })).toBeVisible()
})

test('a run of a policy that deletes asks first, and says how many tags would go', async ({ page, open }) => {
  test.setTimeout(180_000)
  await open('/policies')
  const { origin } = new URL(page.url())
  const walk = async () => {
    const { sync } = (await (await page.request.get('/api/v1/registries/real')).json()) as Registry
    return sync?.finishedAt != null && sync.state === 'idle'
  }
  await expect.poll(walk, { timeout: 120_000 }).toBe(true)
  const added = await page.request.post('/api/v1/policies', {
    data: {
      id: 'browser-old',
      name: 'Old of the API',
      mode: 'delete',
      registries: ['real'],
      repositories: ['team/api'],
      rules: [{ name: 'builds', select: { tags: ['1.0.*'] }, keep: {} }],
      // It may take nothing: what is under test is the question.
      guards: { maxPercent: 1 },
    },
    headers: { origin },
  })
  expect(added.status()).toBe(201)
  // What a policy of this id did in other tests stays on record.
  const countRuns = async () =>
    (await (await page.request.get('/api/v1/policies/browser-old/runs')).json()).total as number
  const before = await countRuns()
  await open('/policies/browser-old')
  const question = page.getByRole('dialog', { name: 'Run “Old of the API” now?' })
  await page.getByRole('button', { name: 'Run now' }).click()
  await expect(question.getByText('1 tag goes')).toBeVisible()
  await expect(question.getByText('A guard would refuse this run')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  expect(await countRuns()).toBe(before)

  // Nothing is begun before the number is known.
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/v1/policies/browser-old/preview', async (route) => {
    await held
    const preview = await (await route.fetch()).json()
    await route.fulfill({ json: { ...preview, counts: { ...preview.counts, toDelete: 1_500 } } })
  })
  await page.getByRole('button', { name: 'Run now' }).click()
  const really = question.getByRole('button', { name: 'Delete tags now' })
  await expect(really).toBeDisabled()
  answer()
  // So many are rarely meant by accident, and cost the most if they are.
  await expect(question.getByText('1,500 tags go')).toBeVisible()
  await expect(really).toBeDisabled()
  await question.getByRole('textbox').fill('browser-old')
  await expect(really).toBeEnabled()
  await really.click()
  await expect(page).toHaveURL(/show=runs/)
  await expect(page.getByRole('row').filter({ hasText: 'Refused by a guard' }).first()).toBeVisible()
  expect(await countRuns()).toBe(before + 1)
})

test('policies come in from a file, and what is wrong with it is told by line', async ({ page, open }) => {
  await open('/policies')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Import policies' })
  const file = dialog.getByLabel('From a file')
  const choose = (text: string) =>
    file.setInputFiles({ name: 'policies.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })
  const label = dialog.getByLabel('YAML, as in portolan.yaml')
  await choose('policies:\n  - id: browser-old\n    rules: [{ name: a }]\n')
  await expect(label).toHaveValue(/browser-old/)
  await dialog.getByRole('button', { name: 'Import policies' }).click()
  await expect(dialog.getByText('line 2: policies[0].name: is missing')).toBeVisible()
  await choose(
    'policies:\n  - id: browser-old\n    name: Out of a file\n    rules: [{ name: a, keep: { all: true } }]\n',
  )
  await expect(dialog.getByText('is missing')).toBeHidden()
  await dialog.getByRole('button', { name: 'Import policies' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /Out of a file.*Dry run/ })).toBeVisible()
  const exported = await page.request.get('/api/v1/policies/export?id=browser-old')
  expect(await exported.text()).toContain('mode: dry-run')
})

test('tags are protected and no longer protected', async ({ page, open }) => {
  await open('/policies?show=protections')
  await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('nowhere/*')
  await page.getByRole('textbox', { name: 'Tags', exact: true }).fill('v*, latest')
  await page.getByRole('button', { name: 'Protect tags' }).click()
  const rule = page.getByRole('listitem').filter({ hasText: '*/nowhere/*:v*,latest' })
  await expect(rule).toBeVisible()
  await rule.getByRole('button', { name: /no longer/ }).click()
  const question = page.getByRole('dialog', { name: 'Protect these tags no longer?' })
  await expect(question.getByRole('button', { name: 'Keep the protection' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(rule).toBeVisible()
  await rule.getByRole('button', { name: /no longer/ }).click()
  await question.getByRole('button', { name: 'Protect no longer' }).click()
  await expect(rule).toHaveCount(0)
})

test('what is protected has a lock in the list and in the plan, for administrators as well', async ({
  page,
  open,
}) => {
  await open('/policies?show=protections')
  const { origin } = new URL(page.url())
  const added = await page.request.post('/api/v1/protections', {
    data: { registry: 'real', repository: 'team/api', tags: ['1.0.*'], note: null },
    headers: { origin },
  })
  expect(added.status()).toBe(201)
  const { id } = (await added.json()) as { id: string }
  try {
    await open('/r/real/team~api')
    const locked = page.getByRole('row').filter({ hasText: 'Protected by the rule real/team/api:1.0.*' })
    await expect(locked).toHaveCount(1)
    await expect(locked).toContainText('1.0.0')
    await locked.getByRole('button', { name: 'Delete tag 1.0.0' }).click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByText('1 protected tag goes')).toBeVisible()
    await expect(sheet.getByText(/The rule real\/team\/api:1\.0\.\* protects it/)).toBeVisible()
    await sheet.getByRole('tab', { name: /Items/ }).click()
    await expect(sheet.getByRole('row').filter({ hasText: 'Protected by the rule' })).toHaveCount(1)
    await page.keyboard.press('Escape')
  } finally {
    await page.request.delete(`/api/v1/protections/${id}`, { headers: { origin } })
  }
})

test('the audit trail is narrowed, and what is left of it leaves as a file', async ({ page, open }) => {
  await open('/activity?show=portolan&done=session.start&q=admin')
  await expect(page.getByRole('row', { name: /Sign in/ }).first()).toBeVisible()
  const csv = page.getByRole('link', { name: 'Export what matches as CSV' })
  const started = page.waitForEvent('download')
  await csv.click()
  const download = await started
  expect(download.suggestedFilename()).toBe('audit.csv')
  const answer = await page.request.get((await csv.getAttribute('href')) ?? '')
  const lines = (await answer.text()).trim().split('\r\n')
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines.slice(1)) expect(line).toContain('session.start')
})
