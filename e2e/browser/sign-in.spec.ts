import { administrator } from '../lab/portolan.ts'
import { expect, hydrated, test } from './test.ts'

test.use({ storageState: { cookies: [], origins: [] } })

test('a wrong password says so in place, and nothing opens', async ({ page, open }) => {
  await open('/sign-in')
  await page.getByLabel('Username').fill(administrator.username)
  await page.getByRole('textbox', { name: 'Password' }).fill('not it')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('The username or the password is wrong.')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused()
  await page.goto('/activity')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('who tries too often is told so in words, and how long to wait', async ({ browser, lab }) => {
  // From an address of its own, and to an account that nobody has: what is counted here keeps no other test out.
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.77' } })
  const page = await context.newPage()
  await page.goto(`${lab.url}/sign-in`)
  await hydrated(page)
  await page.getByLabel('Username').fill('nobody at all')
  const alert = page.locator('form').getByRole('alert')
  const submit = page.getByRole('button', { name: 'Sign in' })
  const told = /^Too many attempts\. Try again in \d+ seconds?\.$/
  // The wait doubles from one second at the fifth: however slow the machine, one of the next meets it.
  for (let tries = 0; tries < 12 && !told.test(await alert.innerText()); tries++) {
    await page.getByRole('textbox', { name: 'Password' }).fill(`guess ${tries}`)
    const answered = page.waitForResponse(/callback\/credentials/)
    await submit.click()
    await answered
    await expect(alert).not.toBeEmpty()
    if (tries < 4) await expect(alert).toHaveText('The username or the password is wrong.')
  }
  await expect(alert).toHaveText(told)
  await expect(page).toHaveURL(/\/sign-in/)
  await context.close()
})

test('an empty form says what is missing', async ({ page, open }) => {
  await open('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Enter a username and a password.')).toBeVisible()
})

test('signing in by keyboard alone leads to where one wanted to go; signing out closes it again', async ({
  page,
  open,
}) => {
  const wanted = '/r/real/team~api?q=1.1'
  await open(wanted)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('Username').focus()
  await page.keyboard.type(administrator.username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(administrator.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(wanted)
  await expect(page.getByRole('heading', { level: 1, name: 'team/api' })).toBeVisible()

  await page.getByRole('button', { name: `Account of ${administrator.username}` }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Sign out' }).press('Enter')
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto(wanted)
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})

test('an address of another site is nowhere to go after signing in', async ({ page, open }) => {
  await open('/sign-in?callbackUrl=https%3A%2F%2Fattacker.example%2F')
  await page.getByLabel('Username').fill(administrator.username)
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(page).toHaveURL('/')
})
