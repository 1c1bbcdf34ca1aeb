import { administratorState, expect, test } from './test.ts'

const states = [
  ['Real registry', 'Online'],
  ['Locked registry', 'Online'],
  ['Deletion off', 'Online'],
  ['Registry that is down', 'Not answering'],
  ['Not a registry', 'Failing'],
  ['Wrong password', 'Credentials refused'],
] as const

test('each registry tells its own state in words', async ({ page, open }) => {
  await open('/')
  const table = page.getByRole('grid', { name: 'Registries' })
  for (const [name, state] of states)
    await expect(table.getByRole('row', { name: new RegExp(`^${name}.*${state}`) })).toBeVisible()
  await expect(page.getByText('4 online')).toBeVisible()
  await expect(page.getByText('3 need attention')).toBeVisible()
})

test('with registries in trouble beside it, one that answers is browsed as ever', async ({ page, open }) => {
  await open('/r/down')
  await expect(page.getByRole('main').getByText(/^Not answering for/)).toBeVisible()
  await page
    .getByRole('navigation', { name: 'Registries' })
    .getByRole('link', { name: /Real registry/ })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Real registry' })).toBeVisible()
  await expect(page.getByRole('row', { name: /^standalone/ })).toBeVisible()
})

test('the overview is filtered and opened by keyboard alone', async ({ page, open }) => {
  await open('/')
  await expect(page.getByRole('row', { name: /Locked registry/ })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('locked')
  await expect(page).toHaveURL('/?q=locked')
  await expect(page.getByRole('row', { name: /Real registry/ })).toBeHidden()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL('/')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { name: /Real registry/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('row', { name: /Locked registry/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Locked registry' })).toBeVisible()
})

test('the demo says clearly that it is one, and how to leave it', async ({ browser, lab }) => {
  const context = await browser.newContext({ storageState: administratorState(lab.demoUrl, lab.demoCookies) })
  const page = await context.newPage()
  await page.goto(lab.demoUrl)
  await expect(page.getByText('This is a demo')).toBeVisible()
  await expect(page.getByText('portolan.yaml')).toBeVisible()
  await expect(page.getByRole('row', { name: /Demo.*Online/ })).toBeVisible()
  await context.close()
})
