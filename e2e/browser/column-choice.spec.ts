import { expectAccessible } from './accessibility.ts'
import { expect, test } from './test.ts'

test('columns are chosen with the keyboard, are there at once after a reload, and are as before when reset', async ({
  page,
  open,
}) => {
  await open('/r/real/sort~mixed')
  const header = (name: string) => page.getByRole('columnheader', { name, exact: true })
  await expect(header('Digest')).toBeVisible()
  await expect(header('Media type')).toBeHidden()
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  const item = (name: string) => page.getByRole('menuitemcheckbox', { name, exact: true })
  await expect(item('Digest')).toBeFocused()
  await expect(item('Digest')).toBeChecked()
  await page.keyboard.press('Space')
  // The menu stays: there are several to choose.
  await expect(item('Digest')).not.toBeChecked()
  await page.keyboard.type('Med')
  await expect(item('Media type')).toBeFocused()
  // A space would be another letter of what is being typed.
  await page.keyboard.press('Enter')
  await expect(item('Media type')).toBeChecked()
  await expectAccessible(page, 'columns-menu')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
  await expect(header('Digest')).toBeHidden()
  await expect(page.getByRole('row', { name: /^chart-0\.3\.0/ })).toContainText(
    'application/vnd.oci.image.manifest.v1+json',
  )

  // What the server draws, before any script has run, has them already: nothing jumps.
  const served = await (await page.request.get('/r/real/sort~mixed')).text()
  expect(served).toContain('Media type')
  await page.reload()
  await expect(header('Media type')).toBeVisible()
  await expect(header('Digest')).toBeHidden()

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Default columns' }).click()
  await expect(header('Digest')).toBeVisible()
  await expect(header('Media type')).toBeHidden()
})

test('every column that can be chosen sorts, and a list always shows what it is sorted by', async ({
  page,
  open,
}) => {
  await open('/r/real/sort~mixed?sort=firstSeenAt')
  const header = (name: string) => page.getByRole('columnheader', { name, exact: true })
  await expect(header('First seen')).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'First seen' }).click()
  await expect(header('First seen')).toBeHidden()
  await expect(header('Tag')).toHaveAttribute('aria-sort', 'descending')
  const names = await page.getByRole('menuitemcheckbox').allTextContents()
  for (const item of await page.getByRole('menuitemcheckbox').all())
    if (!(await item.isChecked())) await item.click()
  await page.keyboard.press('Escape')
  for (const name of names) {
    await header(name).getByRole('button').click()
    await expect(header(name)).toHaveAttribute('aria-sort', /^(ascending|descending)$/)
    await expect(page.getByRole('grid').locator('tbody').getByRole('link')).toHaveCount(8)
  }
  // What does not fit is scrolled to inside of the table; the page itself does not move.
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overhang).toBeLessThanOrEqual(0)
  const table = page.getByRole('grid')
  const [width, rowWidth] = await table.evaluate((element) => [
    element.parentElement?.clientWidth ?? 0,
    element.querySelector('tbody tr')?.scrollWidth ?? 0,
  ])
  expect(rowWidth).toBeGreaterThan(width)
})
