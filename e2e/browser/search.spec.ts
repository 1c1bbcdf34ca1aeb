import { hostileText } from './contents.ts'
import { expect, test } from './test.ts'

/** What was read once is known: a search asks no registry. */
test.beforeEach(async ({ page, open }) => {
  for (const [path, row] of [
    ['/r/real/team~api', /^1\.1\.0/],
    ['/r/real/odd~hostile', /^latest/],
    ['/r/real/sort~mixed', /^1\.10\.0/],
  ] as const) {
    await open(path)
    await expect(page.getByRole('row', { name: row })).toBeVisible()
  }
})

test('by the keyboard alone: Ctrl+K, a misspelt word, Enter, and the tag is open', async ({ page, open }) => {
  await open('/activity')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('undatd')
  await expect(palette.getByRole('option', { name: /sort\/mixed:undated/ })).toBeVisible()
  await expect(palette.getByText('Results for “undated” are shown, too', { exact: false })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/r\/real\/sort~mixed\/undated$/)
  await expect(palette).toBeHidden()
})

test('every page is a command of the palette', async ({ page, open }) => {
  await open('/')
  for (const [words, command, heading] of [
    ['the trash', 'Go to the trash', 'Clean-up'],
    ['mirrors', 'Go to the mirrors', 'Mirrors'],
    ['audit', 'Go to the audit trail', 'Activity'],
    ['two images', 'Compare two images', 'Compare images'],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(words)
    await page.getByRole('option', { name: command }).click()
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
})

test('Enter pressed before the answer is there opens what the answer begins with', async ({ page, open }) => {
  await open('/activity')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search' }).getByRole('combobox')).toBeFocused()
  await page.keyboard.type('undated')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/r\/real\/sort~mixed\/undated$/)
})

test('an old answer that comes late does not replace the one to what was typed last', async ({
  page,
  open,
}) => {
  await open('/activity')
  await page.route(/\/search\?q=1\.1&/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await route.continue().catch(() => undefined)
  })
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search' })
  await palette.getByRole('combobox').fill('1.1')
  await page.waitForTimeout(150)
  await palette.getByRole('combobox').fill('undated')
  const best = palette.getByRole('option').first()
  await expect(best).toContainText('undated')
  await page.waitForTimeout(1_700)
  await expect(best).toContainText('undated')
})

test('Escape closes it and gives the focus back; recent places are there when it is opened again', async ({
  page,
  open,
}) => {
  await open('/r/real/team~api')
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible()
  await page.getByRole('button', { name: 'Search' }).focus()
  await page.keyboard.press('Enter')
  const palette = page.getByRole('dialog', { name: 'Search' })
  await expect(palette.getByRole('option', { name: /team\/api/ }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(page.getByRole('button', { name: 'Search' })).toBeFocused()
})

test('all results: the words and the type stand in the address, and what matched is told', async ({
  page,
  open,
}) => {
  await open('/activity')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill('team/api:1.1')
  await page.getByRole('option', { name: /Show all results/ }).click()
  await expect(page).toHaveURL(/\/search\?q=team/)
  const rows = page.getByRole('grid', { name: 'Search results' })
  await expect(rows.getByRole('row', { name: /team\/api:1\.1\.0/ })).toBeVisible()
  await page.getByRole('button', { name: /^Tags/ }).click()
  await expect(page).toHaveURL(/type=tag/)
  await page.reload()
  await expect(rows.getByRole('row', { name: /team\/api:1\.1\.0/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Tags/ })).toHaveAttribute('aria-pressed', 'true')
})

test('the label of a hostile image is text, marked where it matches', async ({ page, open }) => {
  await open(`/search?q=${encodeURIComponent('label:onerror')}`)
  // The image has other labels that match as well, each a row.
  const row = page
    .getByRole('row', { name: /odd\/hostile:latest/ })
    .filter({ hasText: hostileText.slice(0, 20) })
  await expect(row.first()).toBeVisible()
  await expect(row.first().locator('mark').first()).toHaveText('onerror')
  await expect(page.locator('main img, main script')).toHaveCount(0)
})

test('nothing found, nothing typed and a failure are each told in place', async ({ page, open }) => {
  await open('/search?q=zzzzqqq')
  await expect(page.getByRole('heading', { name: /Nothing is known by/ })).toBeVisible()
  await open('/search')
  await expect(page.getByRole('link', { name: 'label:team=payments' })).toBeVisible()
  await page.route(/\/api\/v1\/search/, (route) => route.fulfill({ status: 500, body: 'broken' }))
  await open('/search?q=api')
  await expect(page.getByRole('alert').first()).toBeVisible()
})
