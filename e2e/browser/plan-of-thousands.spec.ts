import { writeTags } from '../lab/storage-layout.ts'
import { digestAt, tagsAt } from './registry.ts'
import { expect, test } from './test.ts'

test('thousands of tags are planned item by item, and go once the name of their repository was typed', async ({
  page,
  open,
  lab,
}) => {
  test.setTimeout(180_000)
  const { real } = lab.registries
  const repository = 'clean/thousands'
  // Two thousand builds on forty digests; one release is on a digest of builds, and stays with it.
  writeTags(real.dir, repository, 2_001, {
    images: 40,
    tagName: (n) => (n < 2_000 ? `build-${n}` : 'release'),
  })
  const kept = await digestAt(real, repository, 'release')
  await open('/r/real/clean~thousands')
  await expect(page.getByText('2,001 tags')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('build-')
  await expect(page.getByText('2,000 of 2,001 tags')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByRole('button', { name: 'Select all 2,000 that match' }).click()
  await bar.getByRole('button', { name: 'Delete 2,000 tags…' }).click()

  const sheet = page.getByRole('dialog', { name: 'Delete 2,000 tags?' })
  await expect(sheet.getByText('2,000 tags go')).toBeVisible({ timeout: 60_000 })
  await expect(sheet.getByText('1 other tag stays on the same digests')).toBeVisible()
  await sheet.getByRole('tab', { name: 'Items' }).click()
  const items = sheet.getByRole('grid', { name: 'Items of the deletion' })
  await expect(items).toHaveAttribute('aria-rowcount', '2001')
  // Only what can be seen is drawn.
  expect(await items.getByRole('row').count()).toBeLessThan(120)
  await sheet.getByRole('searchbox', { name: 'Filter items' }).fill('build-1999')
  await expect(items.getByRole('row', { name: /^build-1999 / })).toBeVisible()

  const confirm = sheet.getByRole('button', { name: 'Delete 2,000 tags' })
  await expect(confirm).toBeDisabled()
  const word = sheet.getByLabel('Type clean/thousands to confirm')
  await word.fill('clean/thousand')
  await expect(confirm).toBeDisabled()
  expect(await tagsAt(real, repository)).toHaveLength(2_001)
  await word.fill(repository)
  await confirm.click()
  await expect(page).toHaveURL(/\/cleanup\/[0-9a-f-]{36}$/)
  await expect(page.getByText('2,000 deleted')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('main').getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 })
  expect(await tagsAt(real, repository)).toEqual(['release'])
  expect(await digestAt(real, repository, 'release')).toBe(kept)
})
