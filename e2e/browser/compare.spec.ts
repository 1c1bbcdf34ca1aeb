import { buildImage, buildIndex } from '../lab/images.ts'
import { push } from '../lab/push.ts'
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

test('the rows that match are taken along as a file, by the keyboard, from a menu that leaves the toolbar on one line', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const images = ['amd64', 'arm64'].map((architecture) => {
    const platform = { os: 'linux', architecture }
    return { platform, built: buildImage({ platform, labels: { export: 'yes' } }) }
  })
  await push(real, 'export/one', buildIndex(images), '1.0')
  await push(real, 'export/two', buildIndex(images.toReversed()), '1.0')
  await open('/compare?target=real/export~one&target=real/export~two&state=differs')
  await expect(page.getByRole('button', { name: 'Other index counts as same 1' })).toBeVisible()
  const button = page.getByRole('button', { name: 'Export' })
  const top = async (name: string) => (await page.getByRole('button', { name }).boundingBox())?.y
  expect(await top('Export')).toBe(await top('Same 0'))
  await button.press('Enter')
  for (const format of ['CSV', 'JSON', 'Markdown']) {
    const link = page.getByRole('menuitem', { name: format })
    await expect(link).toHaveAttribute('href', /\/compare\/tags\/export\?.*state=differs.*format=/)
  }
  await expect(page.getByRole('menuitem', { name: 'CSV' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'JSON' })).toBeFocused()
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toBe('comparison.json')
  await expect(button).toBeFocused()
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

test('a side that does not answer is told of, and neither asked for again and again nor taken back meanwhile', async ({
  page,
  open,
}) => {
  let asked = 0
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/compare/tags?')) asked += 1
  })
  await open('/compare?target=real/team~api&target=down/team~api')
  const again = page.getByRole('button', { name: 'Try again' })
  await expect(again).toBeVisible()
  await page.evaluate(() => {
    const seen = Object.assign(window, { wasGone: false })
    new MutationObserver(() => {
      if (document.querySelector('[role=treegrid]')) seen.wasGone = true
    }).observe(document.body, { childList: true, subtree: true })
  })
  await page.waitForTimeout(8_000)
  // Once when the page heard that the asking had ended, and once after a pause, at most.
  expect(asked).toBeLessThanOrEqual(3)
  expect(await page.evaluate(() => 'wasGone' in window && window.wasGone)).toBe(false)
  await expect(again).toBeVisible()
})
