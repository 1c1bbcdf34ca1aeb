import type { Page } from 'playwright/test'
import { expect, test } from './test.ts'

/** Nothing else broke: the way to a registry that works is still there. */
async function expectWorkingFrame(page: Page) {
  await page
    .getByRole('navigation', { name: 'Registries' })
    .getByRole('link', { name: /Real registry/ })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Real registry' })).toBeVisible()
  await expect(page.getByRole('row', { name: /^standalone/ })).toBeVisible()
}

const cases = [
  ['a repository name with ..', '/r/real/..~..~etc', 'There is no such repository'],
  ['a repository name with an escaped ..', '/r/real/..%2f..%2fetc', 'There is no such repository'],
  ['a repository name in upper case', '/r/real/Team~Api', 'There is no such repository'],
  ['a repository that is not there', '/r/real/no~such', 'There is no such repository'],
  ['a tag that is not there', '/r/real/team~api/never', 'There is no such tag'],
  ['a registry that is not there', '/r/nowhere', 'There is no such registry'],
  ['a registry that answers HTML', '/r/html/team~api', 'What answers there is not a registry'],
  ['a wrong registry password', '/r/wrong/vault~app', 'The registry refuses our credentials'],
  ['a registry that is down', '/r/down/team~api', 'The registry does not answer'],
] as const

for (const [what, path, says] of cases) {
  test(`${what} says “${says}”, and the rest works on`, async ({ page, open }) => {
    await open(path)
    await expect(page.getByRole('main').getByRole('heading', { name: says })).toBeVisible()
    await expect(page).toHaveURL(path)
    await expectWorkingFrame(page)
  })
}

test('an address that leads nowhere says so, and leads back', async ({ page, open }) => {
  await open('/nothing/here')
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(page.getByRole('row', { name: /Real registry.*Online/ })).toBeVisible()
})

test('the page of a registry in trouble says what is wrong, not that someone has to sign in again', async ({
  page,
  open,
}) => {
  await open('/r/wrong')
  await expect(
    page
      .getByRole('main')
      .getByText(/^Credentials refused/)
      .first(),
  ).toBeVisible()
  await expect(page).toHaveURL('/r/wrong')
  await open('/r/html')
  await expect(
    page
      .getByRole('main')
      .getByText(/^Failing/)
      .first(),
  ).toBeVisible()
  await expectWorkingFrame(page)
})

test('what an address says that makes no sense is left out', async ({ page, open }) => {
  await open('/r/real/team~api?sort=evil&order=up&digest=nothing&referrers=maybe')
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible()
  await open('/r/real/team~api/1.1.0?platform=plan9/mips&tab=nowhere&by=magic')
  await expect(page.getByRole('tab', { name: 'Overview', selected: true })).toBeVisible()
  await open('/r/real?view=cards&sort=evil&closed=a,b')
  await expect(page.getByRole('row', { name: /^standalone/ })).toBeVisible()
})
