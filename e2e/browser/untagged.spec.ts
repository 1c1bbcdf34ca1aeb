import { buildImage } from '../lab/images.ts'
import { signIn } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { expect, test } from './test.ts'

test('what no tag points to is one key away, says what it is there for, and stands in the address', async ({
  page,
  open,
}) => {
  await open('/r/real/team~api')
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toContainText('linux/arm64')
  await page.getByRole('button', { name: 'Untagged', exact: true }).focus()
  await page.keyboard.press('Enter')
  const table = page.getByRole('grid', { name: 'Untagged manifests of team/api' })
  const rows = table.locator('tbody tr:not([aria-hidden])')
  await expect(page).toHaveURL(/view=untagged/)
  // Two platforms of one index, and what refers to it.
  await expect(rows.filter({ hasText: 'Held by 1 index' })).toHaveCount(2)
  await expect(rows.filter({ hasText: 'Refers to' })).toHaveCount(2)
  await expect(page.getByText('registries have no list of these')).toBeVisible()
  await page.getByRole('button', { name: /^Refers to another/ }).focus()
  await page.keyboard.press('Space')
  await expect(rows).toHaveCount(2)
  await table.getByRole('columnheader', { name: 'Size' }).getByRole('button').click()
  await expect(page).toHaveURL(/role=referrer/)
  await page.reload()
  await expect(rows).toHaveCount(2)
  await expect(table.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
  await rows.first().focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/r\/real\/team~api\/sha256:/)
  await page.goBack()
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'Tags', exact: true }).click()
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible()
  await expect(page).not.toHaveURL(/view=/)
})

test('what nothing keeps is loose, and found by the beginning of its digest', async ({ page, open, lab }) => {
  const loose = await push(lab.registries.real, 'team/web', buildImage({ labels: { loose: 'yes' } }))
  // The registry can't list it: Portolan knows of it once somebody has looked.
  const { json } = await signIn(lab.url)
  await json(`/registries/real/repositories/team~web/manifests/${loose.digest}`)
  await open('/r/real/team~web?view=untagged')
  const rows = page.getByRole('grid').locator('tbody tr:not([aria-hidden])')
  await expect(rows.filter({ hasText: loose.digest.slice(7, 19) })).toContainText('Loose')
  await page.keyboard.press('/')
  await page.keyboard.type('no such digest')
  await expect(page.getByRole('heading', { name: 'No manifest matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type(loose.digest.slice(7, 15))
  await expect(rows).toHaveCount(1)
})

test('a repository in which nothing untagged was seen says what would show up', async ({ page, open }) => {
  await open('/r/real/base~debian?view=untagged')
  await expect(page.getByRole('heading', { name: 'Nothing untagged was seen here' })).toBeVisible()
})
