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
  await page.getByRole('textbox', { name: 'Id', exact: true }).fill('browser-old')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Old of the API')
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
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Tags in a run' }).fill('10')

  // What only the server can tell of a pattern stands at its field, too, and the table stays meanwhile.
  const regex = rule.getByRole('textbox', { name: 'Regular expression' }).first()
  await regex.fill('[')
  await expect(regex).toHaveAttribute('aria-invalid', 'true')
  await expect(regex).toHaveAccessibleDescription(/can’t be used: .*missing closing \]/)
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expect(preview.getByRole('row', { name: /Goes.*team\/api:1\.0\.0/ })).toBeVisible()
  await regex.fill('')
  await expect(regex).not.toHaveAttribute('aria-invalid')
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled()

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

  await page.keyboard.press('Escape')
  await page.locator('body').click({ position: { x: 1, y: 1 } })
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page).toHaveURL(/\/policies$/)
  await expect(page.getByRole('row', { name: /Old of the API.*Dry run/ })).toBeVisible()
})

test('tags are protected and no longer protected', async ({ page, open }) => {
  await open('/policies?show=protections')
  await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('nowhere/*')
  await page.getByRole('textbox', { name: 'Tags', exact: true }).fill('v*, latest')
  await page.getByRole('button', { name: 'Protect tags' }).click()
  const rule = page.getByRole('listitem').filter({ hasText: '*/nowhere/*:v*,latest' })
  await expect(rule).toBeVisible()
  await rule.getByRole('button', { name: /no longer/ }).click()
  await expect(rule).toHaveCount(0)
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
