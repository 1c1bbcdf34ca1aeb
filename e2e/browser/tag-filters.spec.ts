import { expectAccessibleEverywhere } from './accessibility.ts'
import { expect, test } from './test.ts'

const table = { name: 'Tags of sort/mixed' }

test('filters are chosen with the keyboard, stand in the address, survive a reload and come off one by one', async ({
  page,
  open,
}) => {
  await open('/r/real/sort~mixed')
  const names = page.getByRole('grid', table).locator('tbody').getByRole('link')
  await expect(names).toHaveCount(8)
  await page.getByRole('button', { name: 'Filters' }).focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Filter by' })
  await form.getByRole('button', { name: /^Index/ }).focus()
  await page.keyboard.press('Space')
  await expect(names).toHaveCount(3)
  await form.getByLabel('Created before').fill('soon')
  await expect(form.getByText('As in 30d, 12h or 2026-01-31')).toBeVisible()
  await form.getByLabel('Created before').fill('2026-01-01')
  await expect(page).toHaveURL(/kind=index.*olderThan=2026-01-01/)
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await page.reload()
  await expect(names).toHaveCount(3)
  await page.getByRole('button', { name: 'Take off: Index' }).click()
  // What has no date is left out, and the page says so.
  await expect(page.getByText(/^\d tags? (is|are) left out because/)).toBeVisible()
  await page.getByRole('button', { name: 'Take off: Created before 2026-01-01' }).click()
  await expect(names).toHaveCount(8)
})

test('the filter reads globs, patterns and ranges of versions, and says why one can’t be used', async ({
  page,
  open,
}) => {
  await open('/r/real/sort~mixed')
  const names = page.getByRole('grid', table).locator('tbody').getByRole('link')
  await expect(names).toHaveCount(8)
  await page.getByRole('button', { name: /How the filter is read/ }).click()
  await page.getByRole('menuitemradio', { name: /Version range/ }).click()
  await page.getByRole('searchbox').fill('>=1.2 <2')
  await expect(names).toHaveText(['1.10.0', '1.2', '1.2.0'])
  await page.getByRole('button', { name: /How the filter is read/ }).click()
  await page.getByRole('menuitemradio', { name: /Regular expression/ }).click()
  await page.getByRole('searchbox').fill('^(1')
  await expect(page.getByRole('alert').filter({ hasText: 'missing closing )' })).toBeVisible()
  await page.getByRole('searchbox').fill('^1|art')
  await expect(names).toHaveCount(4)
  await page.reload()
  await expect(names).toHaveCount(4)
})

test('grouped by digest each digest is one row with all of its tags', async ({ page, open }) => {
  await open('/r/real/sort~mixed')
  const names = page.getByRole('grid', table).locator('tbody').getByRole('link')
  await expect(names).toHaveCount(8)
  await page.getByRole('button', { name: 'One row a digest' }).click()
  await expect(names).toHaveCount(5)
  await expect(page.getByRole('row', { name: /^2 / })).toContainText('2.0.0, latest')
  await page.reload()
  await expect(names).toHaveCount(5)
})

test('the form of filters is accessible in both themes and on a phone', async ({ page, open }) => {
  await open('/r/real/sort~mixed?kind=index,image&signed=false')
  await page.getByRole('button', { name: '3 filters' }).click()
  await expect(page.getByRole('dialog', { name: 'Filter by' })).toContainText('linux/arm64')
  await expectAccessibleEverywhere(page, 'tag-filters')
})
