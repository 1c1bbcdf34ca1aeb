import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { tagsAt } from './registry.ts'
import { expect, test } from './test.ts'

const id = 'added-here'
const name = 'Added here'

const rowOf = (page: Page, shown: string) => page.getByRole('row', { name: new RegExp(`^${shown}`) })
const addSheet = (page: Page) => page.getByRole('dialog', { name: 'Add a registry' })
const changeSheet = (page: Page) => page.getByRole('dialog', { name: `Change ${name}` })

/** Past the form, for what comes after it. */
const addByApi = (page: Page, registry: object) =>
  page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/v1/registries', { method: 'POST', headers, body })).status
    },
    JSON.stringify({ id, name, ...registry }),
  )

const readByApi = (page: Page) =>
  page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/registries/${id}`)

const credentialsOf = (authorization: string | null) => {
  const [username = '', password = ''] = atob(authorization?.slice('Basic '.length) ?? '').split(':')
  return { username, password }
}

// The other files count the registries.
test.afterEach(async ({ page }) => {
  await page.evaluate((path) => fetch(path, { method: 'DELETE' }), `/api/v1/registries/${id}`)
})

test('by keyboard alone a registry with a password is added, found online, and browsed', async ({
  page,
  open,
  lab,
}) => {
  const { locked } = lab.registries
  const { username, password } = credentialsOf(locked.authorization)
  await open('/')
  const button = page.getByRole('button', { name: 'Add registry' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/?add=1')
  const sheet = addSheet(page)
  await expect(sheet.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type(name)
  await expect(sheet.getByLabel('Id')).toHaveValue(id)
  await page.keyboard.press('Tab')
  await page.keyboard.type(locked.url)
  await sheet.getByRole('button', { name: 'Username and password' }).press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')

  await expect(page.getByText(`${name} added`)).toBeVisible()
  await expect(sheet).toBeHidden()
  await expect(page).toHaveURL('/')
  await expect(button).toBeFocused()
  await expect(page.getByRole('row', { name: new RegExp(`^${name}.*Online`) })).toBeVisible()
  await open(`/r/${id}`)
  await expect(page.getByRole('row', { name: /^vault/ })).toBeVisible()
  expect(JSON.stringify(await readByApi(page))).not.toContain(password)
})

test('what is wrong stands at its field in words, and an id in use is told by the server', async ({
  page,
  open,
  lab,
}) => {
  await open('/?add=1')
  const sheet = addSheet(page)
  const submit = sheet.getByRole('button', { name: 'Add registry' })
  await submit.click()
  await expect(sheet.getByText('This is needed.')).toHaveCount(3)
  await expect(sheet.getByLabel('Name', { exact: true })).toBeFocused()
  await sheet.getByLabel('Name', { exact: true }).fill(name)
  await sheet.getByLabel('Address').fill('registry.example.com')
  await submit.click()
  await expect(sheet.getByText('Write an address that begins with http:// or https://')).toBeVisible()
  await sheet.getByLabel('Address').fill(lab.registries.real.url)
  await sheet.getByLabel('Id').fill('real')
  await submit.click()
  await expect(sheet.getByText('Another registry has this id. Choose another one.')).toBeVisible()
  await expect(sheet.getByLabel('Id')).toBeFocused()
  await expect(sheet.getByLabel('Name', { exact: true })).toHaveValue(name)
})

test('a changed name keeps the password, which is never shown; another address loses it', async ({
  page,
  open,
  lab,
}) => {
  const { locked, real } = lab.registries
  await open('/')
  expect(await addByApi(page, { url: locked.url, auth: credentialsOf(locked.authorization) })).toBe(201)
  await open(`/?edit=${id}`)
  const sheet = changeSheet(page)
  await expect(sheet.getByLabel('Password or token')).toHaveValue('')
  await expect(sheet.getByText('Leave both empty to keep them.')).toBeVisible()
  await sheet.getByLabel('Name', { exact: true }).fill(`${name}, renamed`)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${name}, renamed changed`)).toBeVisible()
  expect(await readByApi(page)).toMatchObject({ name: `${name}, renamed`, auth: 'basic' })

  await page.getByRole('button', { name: `Change ${name}, renamed` }).click()
  const again = page.getByRole('dialog', { name: `Change ${name}, renamed` })
  await again.getByLabel('Address').fill(real.url)
  await expect(again.getByText(/the stored credentials are removed/)).toBeVisible()
  await again.getByRole('button', { name: 'Save changes' }).click()
  await expect(again.getByText('This is needed.')).toHaveCount(2)
  await again.getByRole('button', { name: 'Anonymous' }).click()
  await again.getByRole('button', { name: 'Save changes' }).click()
  await expect(again).toBeHidden()
  expect(await readByApi(page)).toMatchObject({ url: real.url, auth: 'anonymous' })
})

test('Escape changes nothing, and the focus returns to the button in the row', async ({
  page,
  open,
  lab,
}) => {
  await open('/')
  expect(await addByApi(page, { url: lab.registries.bare.url })).toBe(201)
  await open('/')
  const button = page.getByRole('button', { name: `Change ${name}` })
  await button.click()
  await changeSheet(page).getByLabel('Name', { exact: true }).fill('Something else')
  await page.keyboard.press('Escape')
  await expect(changeSheet(page)).toBeHidden()
  await expect(page).toHaveURL('/')
  await expect(button).toBeFocused()
  expect(await readByApi(page)).toMatchObject({ name })
})

test('a removed registry is forgotten here and stays as it is', async ({ page, open, lab }) => {
  const { real } = lab.registries
  const before = await tagsAt(real, 'team/api')
  await open('/')
  expect(await addByApi(page, { url: real.url })).toBe(201)
  await open('/')
  await page.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(page).toHaveURL(`/?remove=${id}`)
  const dialog = page.getByRole('dialog', { name: `Remove ${name}?` })
  await expect(dialog.getByText('Nothing is deleted in the registry itself.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${name} removed`)).toBeVisible()
  await expect(rowOf(page, name)).toBeHidden()
  await expect(page).toHaveURL('/')
  expect(before.length).toBeGreaterThan(0)
  expect(await tagsAt(real, 'team/api')).toEqual(before)
})

test('a registry of the file says that it is set there, and is not changed here', async ({ page, open }) => {
  await open('/')
  await expect(rowOf(page, 'Real registry')).toContainText('File')
  await expect(page.getByRole('button', { name: 'Change Real registry' })).toHaveCount(0)
  await open('/?edit=real')
  const dialog = page.getByRole('dialog', { name: 'This registry is set in the configuration file' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`axe finds nothing in the sheet, its warnings and its mistakes, ${colorScheme}, at 390 px`, async ({
    page,
    open,
  }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    await open('/?add=1')
    const sheet = addSheet(page)
    await sheet.getByLabel('Address').fill('http://registry.example.com')
    await sheet.getByRole('button', { name: 'Username and password' }).click()
    await sheet.getByLabel('Do not verify the certificate').check()
    await sheet.getByRole('button', { name: 'Add registry' }).click()
    await expect(sheet.getByText('This is needed.').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(390)
  })
