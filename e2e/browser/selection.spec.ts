import type { Page } from 'playwright/test'
import { buildImage } from '../lab/images.ts'
import { push } from '../lab/push.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { removeDigest } from './registry.ts'
import { expect, test } from './test.ts'

const tableOf = (page: Page, repository: string) => page.getByRole('grid', { name: `Tags of ${repository}` })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const boxOf = (page: Page, tag: string) => page.getByRole('checkbox', { name: tag, exact: true })

test('rows are selected by key, by range and back, all that is loaded, and all that there are but some', async ({
  page,
  open,
}) => {
  await open('/r/real/big~many')
  const table = tableOf(page, 'big/many')
  await expect(page.getByText('5,000 tags')).toBeVisible()
  await expect(boxOf(page, '1.49.99')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(bar(page)).toContainText('1 tag selected')
  await expect(page.getByRole('status').filter({ hasText: '1 tag selected' })).toBeAttached()
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp'])
    await page.keyboard.press(key)
  await expect(bar(page)).toContainText('3 tags selected')
  await expect(table.getByRole('row', { selected: true })).toHaveCount(3)
  await expect(boxOf(page, '1.49.96')).not.toBeChecked()

  await boxOf(page, '1.49.94').click()
  await boxOf(page, '1.49.90').click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('8 tags selected')
  await boxOf(page, '1.49.92').click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('6 tags selected')

  // Another order: the same tags are selected, wherever they stand now.
  await table.getByRole('columnheader', { name: 'Tag' }).getByRole('button').click()
  await expect(boxOf(page, '1.0.0')).toBeVisible()
  await expect(bar(page)).toContainText('6 tags selected')
  await table.getByRole('columnheader', { name: 'Tag' }).getByRole('button').click()
  await expect(boxOf(page, '1.49.99')).toBeChecked()
  await expect(boxOf(page, '1.49.98')).toBeChecked()
  await expect(boxOf(page, '1.49.95')).not.toBeChecked()

  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await expect(bar(page)).toContainText(/^\d{2,3} tags selected/)
  await bar(page).getByRole('button', { name: 'Select all 5,000' }).click()
  await expect(bar(page)).toContainText('5,000 tags selected')
  // The button that said so is gone, and the keys go on in the table.
  await expect(table.locator('tr[data-index]:focus')).toHaveCount(1)
  await boxOf(page, '1.49.97').click()
  await expect(bar(page)).toContainText('4,999 tags selected')
  await expect(bar(page).getByRole('button', { name: 'Delete 4,999 tags…' })).toBeVisible()
  await table.getByRole('row', { name: /^1\.49\.97/ }).focus()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await expect(table.getByRole('row', { selected: true })).toHaveCount(0)
})

test('the keys of the table work from its header, from a button and from the filter', async ({
  page,
  open,
}) => {
  await open('/r/real/sort~mixed')
  const table = tableOf(page, 'sort/mixed')
  const plan = page.getByRole('dialog')
  await expect(table.getByRole('row', { name: /^latest/ })).toBeVisible()
  await page.getByRole('button', { name: 'Filters' }).focus()
  await page.keyboard.press('#')
  await page.keyboard.press('x')
  await expect(table.locator('tr[data-index="0"]')).toBeFocused()
  await expect(bar(page)).toContainText('1 tag selected')
  await page.getByRole('button', { name: 'Filters' }).focus()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await page.getByRole('button', { name: 'Filters' }).focus()
  await page.keyboard.press('j')
  await expect(table.locator('tr[data-index="0"]')).toBeFocused()

  const all = page.getByRole('checkbox', { name: 'Select all' })
  await all.focus()
  await page.keyboard.press('Space')
  await expect(bar(page)).toContainText('8 tags selected')
  await page.keyboard.press('#')
  await expect(plan.getByText('8 tags go')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(plan).toBeHidden()
  // Where the plan was asked for, from where the keys of the table go on.
  await expect(all).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()

  await page.keyboard.press('/')
  await page.keyboard.type('1.2')
  await page.keyboard.press('Enter')
  await expect(table.getByRole('row', { name: /^1\.2/ }).first()).toBeFocused()
  await expect(table.getByRole('row', { name: /^latest/ })).toBeHidden()
  await page.keyboard.press('/')
  await page.keyboard.press('ArrowDown')
  await expect(table.locator('tr[data-index="0"]')).toBeFocused()
})

test('a click with shift on a row selects up to it and opens nothing', async ({ page, open }) => {
  await open('/r/real/sort~mixed')
  const table = tableOf(page, 'sort/mixed')
  await boxOf(page, '2.0.0').click()
  await table
    .getByRole('row', { name: /^1\.2 / })
    .getByText('Image')
    .click({ modifiers: ['Shift'] })
  await expect(page).toHaveURL('/r/real/sort~mixed')
  await expect(table.getByRole('row', { name: /^1\.2 / })).toBeFocused()
  const between = ['2', '2.0.0', '1.10.0', '1.2', '1.2.0', 'latest', 'undated']
  const checked: string[] = []
  for (const tag of between) if (await boxOf(page, tag).isChecked()) checked.push(tag)
  expect(checked).toContain('1.10.0')
  expect(checked).not.toContain('latest')
})

test('all that match a filter are selected for as long as it lasts, single tags over any filter', async ({
  page,
  open,
}) => {
  await open('/r/real/big~many')
  await expect(boxOf(page, '1.49.99')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('1.7.')
  await expect(page.getByText('100 of 5,000 tags')).toBeVisible()
  await boxOf(page, '1.7.99').click()
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(boxOf(page, '1.49.99')).toBeVisible()
  await expect(bar(page)).toContainText('1 tag selected')

  await page.getByRole('searchbox').fill('1.7.')
  await expect(page.getByText('100 of 5,000 tags')).toBeVisible()
  await bar(page).getByRole('button', { name: 'Select all 100 that match' }).click()
  await expect(bar(page)).toContainText('100 tags selected')
  await page.getByRole('searchbox').fill('1.8.')
  await expect(boxOf(page, '1.8.99')).toBeVisible()
  await expect(bar(page)).toBeHidden()
})

test('a selected tag that vanishes is selected no more, and the others stay so', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const gone = await push(real, 'select/vanish', buildImage({ labels: { n: 'gone' } }), ['1.0'])
  await push(real, 'select/vanish', buildImage({ labels: { n: 'kept' } }), ['2.0', '3.0'])
  await open('/r/real/select~vanish')
  await boxOf(page, '1.0').click()
  await boxOf(page, '2.0').click()
  await expect(bar(page)).toContainText('2 tags selected')
  await removeDigest(real.url, 'select/vanish', gone.digest)
  await page.getByRole('button', { name: 'Read the repository again' }).click()
  await expect(boxOf(page, '1.0')).toBeHidden()
  await expect(bar(page)).toContainText('1 tag selected')
  await expect(boxOf(page, '2.0')).toBeChecked()
})

test('a selection is accessible in both themes and on a phone, where a thumb reaches all of it', async ({
  page,
  open,
}) => {
  await open('/r/real/big~many')
  await boxOf(page, '1.49.98').click()
  await boxOf(page, '1.49.96').click()
  await expect(bar(page)).toContainText('2 tags selected')
  await expectAccessibleEverywhere(page, 'selection')
  await page.setViewportSize({ width: 390, height: 800 })
  await boxOf(page, '1.49.97').click()
  await expect(bar(page)).toContainText('3 tags selected')
  await bar(page).getByRole('button', { name: 'Clear the selection' }).click()
  await expect(bar(page)).toBeHidden()
})

test('a viewer is offered neither boxes nor bins', async ({ page, open }) => {
  await page.route('**/api/v1/session', (route) =>
    route.fulfill({ json: { username: 'guest', role: 'viewer', can: ['read'] } }),
  )
  await open('/r/real/sort~mixed')
  const row = page.getByRole('row', { name: /^2\.0\.0 / })
  await expect(row).toContainText('linux/')
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await expect(row.getByRole('button', { name: /Delete/ })).toHaveCount(0)
  await row.focus()
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(bar(page)).toBeHidden()
  await expect(page.getByRole('dialog')).toBeHidden()
})
