import { expect, test } from './test.ts'

test('Korean is one click away, stays through pages and reloads, and so is the way back', async ({
  page,
  open,
}) => {
  await open('/r/real/team~api?q=1.1')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: '한국어로 보기' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page).toHaveURL('/r/real/team~api?q=1.1')
  await expect(page.getByRole('columnheader', { name: '태그' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: '태그' })).toBeVisible()
  await open('/')
  await expect(page.getByRole('heading', { level: 1, name: '개요' })).toBeVisible()
  await page.getByRole('button', { name: 'View in English' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
})

test.describe('in a browser that asks for Korean', () => {
  test.use({ locale: 'ko-KR', storageState: { cookies: [], origins: [] } })

  test('the first page is Korean', async ({ page, open }) => {
    await open('/sign-in')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
    await expect(page.getByRole('button', { name: '로그인' })).toBeVisible()
  })
})

test('a theme that was chosen wins over the system’s, and stays', async ({ page, open }) => {
  await open('/')
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await background()
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await expect.poll(background).not.toBe(dark)
  const light = await background()
  await page.reload()
  expect(await background()).toBe(light)
})
