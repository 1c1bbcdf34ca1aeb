import { expect, test } from './test.ts'

test('by the keyboard alone: from the list of tags to what differs from another repository', async ({
  page,
  open,
}) => {
  await open('/r/real/team~api')
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible()
  await page.getByRole('button', { name: 'Compare with…' }).press('Enter')
  await expect(page).toHaveURL(/\/compare\?target=real%2Fteam(~|%7E)api$/)
  await expect(page.getByLabel('Repository of side 1')).toHaveValue('team/api')
  const registry = page.getByRole('combobox', { name: 'Registry of side 2' })
  await expect(registry.getByRole('option')).not.toHaveCount(1)
  await registry.selectOption('real')
  await page.getByLabel('Repository of side 2').fill('sort/mixed')
  await page.keyboard.press('Enter')
  const table = page.getByRole('treegrid', { name: 'Tags compared' })
  const onlyThere = table.getByRole('row', { name: /1\.10\.0 .*Missing/ })
  await expect(onlyThere).toBeVisible()
  await page.getByRole('button', { name: /^Same \d/ }).press('Enter')
  await expect(page).toHaveURL(/state=same/)
  await expect(onlyThere).toBeHidden()
})

test('sides that are not whole are asked for, and nothing is compared', async ({ page, open }) => {
  await open('/compare')
  await page.getByRole('button', { name: 'Compare', exact: true }).press('Enter')
  await expect(page.getByText('Every side needs a registry')).toBeVisible()
  await expect(page).toHaveURL(/\/compare$/)
})

test('two namespaces are asked for as people write them, and each row says which repository it is about', async ({
  page,
  open,
}) => {
  await open('/compare')
  for (const [place, repository] of [
    [1, 'team/*'],
    [2, 'base/*'],
  ] as const) {
    const registry = page.getByRole('combobox', { name: `Registry of side ${place}` })
    await expect(registry.getByRole('option')).not.toHaveCount(1)
    await registry.selectOption('real')
    await page.getByLabel(`Repository of side ${place}`).fill(repository)
  }
  await page.keyboard.press('Enter')
  const table = page.getByRole('treegrid', { name: 'Tags compared' })
  await expect(table.getByRole('row', { name: /api:1\.1\.0 .*Missing/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /alpine:latest .*Missing/ })).toBeVisible()
})

test('a namespace beside a single repository is not compared', async ({ page, open }) => {
  await open('/compare?target=real/team~*&target=real/team~api')
  await page.getByRole('button', { name: 'Compare', exact: true }).press('Enter')
  await expect(page.getByText('all end with * or none does')).toBeVisible()
})
