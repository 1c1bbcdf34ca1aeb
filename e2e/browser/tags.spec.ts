import { expect, test } from './test.ts'

const tableOf = (repository: string) => ({ name: `Tags of ${repository}` })
const short = (digest: string) => digest.slice('sha256:'.length, 'sha256:'.length + 12)

test('tags of images that buildah built and skopeo pushed stand with digest, platforms, size and date', async ({
  page,
  open,
  lab,
}) => {
  await open('/r/real/team~api')
  const table = page.getByRole('grid', tableOf('team/api'))
  await expect(table.locator('tbody').getByRole('link')).toHaveText([
    '1.1',
    '1.1.0',
    '1.0',
    '1.0.0',
    'latest',
  ])
  const index = table.getByRole('row', { name: /^1\.1\.0/ })
  await expect(index).toContainText(short(lab.images.api))
  await expect(index).toContainText('Index')
  await expect(index).toContainText('linux/amd64, linux/arm64')
  await expect(index).toContainText(/\d (B|kB|MB)/)
  await expect(index.getByRole('time')).toHaveAttribute('datetime', '2026-06-07T08:09:10.000Z')
  await expect(index.getByRole('button', { name: /2 other tags are on this digest/ })).toBeVisible()
  const image = table.getByRole('row', { name: /^1\.0\.0/ })
  await expect(image).toContainText(short(lab.images.apiBefore))
  await expect(image).toContainText('linux/amd64')
})

test('an image that umoci put together is read as well, from a registry that needs a password too', async ({
  page,
  open,
  lab,
}) => {
  await open('/r/real/tools~scan')
  await expect(page.getByRole('row', { name: /^2\.0\.0/ })).toContainText(short(lab.images.scan))
  await open('/r/locked/vault~app')
  await expect(page.getByRole('row', { name: /^1\.0\.0/ })).toContainText(short(lab.images.vault))
})

test('tags stand in version order, and every column sorts them', async ({ page, open }) => {
  await open('/r/real/sort~mixed')
  const table = page.getByRole('grid', tableOf('sort/mixed'))
  const names = table.locator('tbody').getByRole('link')
  await expect(names).toHaveCount(8)
  // Known once every tag was looked up, without a reload.
  await expect(page.getByRole('main').getByText(/^8 tags.*[\d.]+ kB.*newest built/)).toBeVisible()
  const versions = await names.allTextContents()
  expect(versions.indexOf('2.0.0')).toBeLessThan(versions.indexOf('1.10.0'))
  expect(versions.indexOf('1.10.0')).toBeLessThan(versions.indexOf('1.2.0'))
  const seen = new Map<string, string>()
  for (const name of ['Digest', 'Shared by', 'Kind', 'Platforms', 'Size', 'Created']) {
    const header = table.getByRole('columnheader', { name })
    await header.getByRole('button').click()
    await expect(header).toHaveAttribute('aria-sort', /ascending|descending/)
    await expect(table).not.toHaveAttribute('aria-busy', 'true')
    await expect(names).toHaveCount(8)
    const first = await header.getAttribute('aria-sort')
    await header.getByRole('button').click()
    await expect(header).not.toHaveAttribute('aria-sort', first ?? '')
    await expect(table).not.toHaveAttribute('aria-busy', 'true')
    seen.set(name, (await names.allTextContents()).join(' '))
  }
  // Kinds and sizes from the least on, dates from the oldest on; what is not known is last either way.
  expect(seen.get('Created')).toMatch(/^1\.2\S* 1\.2\S* .*1\.10\.0/)
  expect(seen.get('Size')).toMatch(/1\.2\S* 1\.2\S*$/)
})

test('filter, sort and digest stand in the address and survive a reload', async ({ page, open }) => {
  await open('/r/real/sort~mixed')
  const names = page.getByRole('grid', tableOf('sort/mixed')).locator('tbody').getByRole('link')
  await expect(names).toHaveCount(8)
  await page.keyboard.press('/')
  await page.keyboard.type('1.')
  await expect(names).toHaveCount(3)
  await expect(page).toHaveURL(/q=1\./)
  await page.reload()
  await expect(names).toHaveCount(3)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(names).toHaveCount(8)
  await page
    .getByRole('row', { name: /^latest/ })
    .getByRole('button', { name: /Show them/ })
    .click()
  await expect(names).toHaveText([/latest|^2/, /latest|^2/, /latest|^2/])
  await page.reload()
  await expect(names).toHaveCount(3)
  await page.getByRole('button', { name: 'Show all digests' }).click()
  await expect(names).toHaveCount(8)
})

test('arrows move from row to row, Enter opens one, and going back finds it again', async ({
  page,
  open,
}) => {
  await open('/r/real/team~api')
  await expect(page.getByRole('row', { name: /^1\.1 / })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('row', { name: /^1\.1 / })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { name: /^1\.0 / })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('row', { name: /^latest/ })).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/r/real/team~api/1.1.0')
  await expect(page.getByRole('heading', { level: 1, name: '1.1.0' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('grid', tableOf('team/api'))).toBeVisible()
})

test('5,000 tags are there to scroll through, while only those near the screen exist', async ({
  page,
  open,
}) => {
  await open('/r/real/big~many')
  const table = page.getByRole('grid', tableOf('big/many'))
  await expect(page.getByText('5,000 tags')).toBeVisible()
  await expect(table).toHaveAttribute('aria-rowcount', '5001')
  const rows = table.locator('tbody tr')
  await expect(table.getByRole('row', { name: /^1\.49\.99/ })).toBeVisible()
  expect(await rows.count()).toBeLessThan(100)
  await table.getByRole('row', { name: /^1\.49\.99/ }).hover()
  const far = table.locator('tbody').getByRole('link').last()
  await expect(async () => {
    await page.mouse.wheel(0, 6_000)
    expect(await far.textContent()).not.toMatch(/^1\.4[5-9]\./)
  }).toPass({ timeout: 20_000 })
  // What has come into view is complete as well. The list may still be rolling: no row is held on to by its name.
  const named = rows.filter({ has: page.getByRole('link') })
  await expect(async () => {
    const texts = await named.allTextContents()
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.filter((text) => !text.includes('linux/amd64'))).toEqual([])
  }).toPass({ timeout: 20_000 })
  expect(await rows.count()).toBeLessThan(100)
})

test('a repository without a tag teaches how to push the first one', async ({ page, open }) => {
  await open('/r/real/odd~emptied')
  await expect(page.getByRole('heading', { name: 'No tag here yet' })).toBeVisible()
  await expect(page.getByText('docker push registry.example.com/odd/emptied:1.0.0')).toBeVisible()
})
