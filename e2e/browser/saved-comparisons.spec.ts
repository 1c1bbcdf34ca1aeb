import type { BrowserContext, Page } from 'playwright/test'
import type { ComparisonCheck } from '#lib/api/comparison-check.ts'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { findDownAddress } from '../lab/free-port.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { administratorState, expect, hydrated, test } from './test.ts'

test.describe.configure({ mode: 'serial' })

let staging: DockerRegistry
let production: DockerRegistry
let portolan: Portolan
let admin: SignedIn
let context: BrowserContext
let page: Page

const image = (of: string) => buildImage({ labels: { of } })
const address = 'target=staging%2Fshop%7Eapi&target=production%2Fshop%7Eapi'

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  ;[staging, production] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
  ])
  for (const registry of [staging, production])
    for (const tag of ['1.0', '1.1', '1.2']) await push(registry, 'shop/api', image(tag), tag)
  const auth = { username: 'demo', password: 's3cret' }
  portolan = await startPortolan({
    registries: [
      { id: 'staging', name: 'Staging', url: staging.url, auth },
      { id: 'production', name: 'Production', url: production.url, auth },
      { id: 'lost', name: 'Lost', url: await findDownAddress() },
    ],
  })
  admin = await signIn(portolan.url)
  const cookies = [...admin.cookies].map(([name, value]) => ({ name, value }))
  context = await browser.newContext({ storageState: administratorState(portolan.url, cookies) })
  page = await context.newPage()
})

test.afterAll(async () => {
  await context?.close()
  await portolan?.stop()
  await Promise.all([staging?.stop(), production?.stop()])
})

async function open(path: string) {
  await page.goto(`${portolan.url}${path}`)
  await hydrated(page)
}
const post = <T>(path: string, body: object, status: number) =>
  admin.json<T>(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    status,
  )
/** As its schedule would. */
async function check(id: string): Promise<void> {
  const begun = await post<ComparisonCheck>(`/compare/saved/${id}/check`, {}, 202)
  await until(
    () => admin.json<SavedComparison>(`/compare/saved/${id}`),
    ({ lastCheck }) => lastCheck?.id === begun.id,
    60_000,
  )
}
const drift = () => page.getByRole('region', { name: 'Drift' })
const saved = (name: string) => page.getByRole('listitem').filter({ hasText: name })

test('nothing is said of drift while nothing is saved, and the page says how to save', async () => {
  await open('/')
  await expect(page.getByText('Nothing failed').or(page.getByText('What could not be read'))).not.toHaveCount(
    0,
  )
  await expect(drift()).toHaveCount(0)
  await open('/compare')
  await expect(page.getByText(/^None yet\./)).toBeVisible()
  await expectAccessibleEverywhere(page, 'saved-none')
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('by the keyboard alone: a comparison is saved with a schedule, checked at once, and its state stands on its page', async () => {
  await open(`/compare?${address}`)
  await expect(page.getByRole('row', { name: /^1\.2/ })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Save this comparison' })
  const name = dialog.getByLabel('Name')
  await expect(name).toHaveValue('Staging / shop/api ↔ Production / shop/api')
  await name.fill('')
  await name.press('Enter')
  await expect(dialog.getByText('This is needed')).toBeVisible()
  await name.fill('The API')
  await dialog.getByLabel('Cron expression').fill('daily')
  await name.press('Enter')
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('Cron expression').fill('0 3 * * *')
  await dialog.getByLabel('Time zone').fill('Asia/Seoul')
  await expect(dialog.getByRole('listitem')).toHaveCount(5)
  await expectAccessibleEverywhere(page, 'saved-dialog')
  await page.setViewportSize({ width: 1280, height: 800 })
  await name.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Saved as The API')).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/Saved as The API.*Same/)
  // What is saved is not offered to be saved again, under whatever states are shown of it.
  await page.getByRole('button', { name: /^Same \d/ }).click()
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
})

test('a push to one side raises drift on the overview that is open, and leads to what differs', async () => {
  await open('/')
  await expect(drift()).toContainText('1 comparison is as it should be')
  await push(staging, 'shop/api', image('moved'), ['1.1', '2.0'])
  await check('the-api')
  await expect(drift()).toContainText('1 tag differs · 1 tag is missing · since just now')
  await page.getByRole('link', { name: '1 comparison drifts' }).press('Enter')
  await expect(drift()).toBeInViewport()
  await drift().getByRole('link', { name: 'The API' }).click()
  await expect(page).toHaveURL(/\/compare\?target=.*state=differs(,|%2C)missing/)
  await expect(page.getByRole('row', { name: /^1\.1 .*Differs/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^2\.0 .*Missing/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^1\.0/ })).toHaveCount(0)
  await expectAccessibleEverywhere(page, 'saved-matrix')
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('one that could not be checked says so and why, beside those that drift', async () => {
  await post(
    '/compare/saved',
    { id: 'lost', name: 'Lost side', targets: ['staging/shop/api', 'lost/shop/api'] },
    201,
  )
  await post(
    '/compare/saved',
    { id: 'later', name: 'Later', targets: ['staging/shop/*', 'production/shop/*'] },
    201,
  )
  await open('/')
  await expect(drift()).toContainText('2 have not been checked yet')
  await check('lost')
  const failed = drift().getByRole('listitem').filter({ hasText: 'Lost side' })
  await expect(failed).toContainText('Could not be checked')
  await expect(failed).toContainText('lost/shop/api: ')
  await expect(drift()).toContainText('1 has not been checked yet')
  await expectAccessibleEverywhere(page, 'saved-overview')
  await drift().scrollIntoViewIfNeeded()
  await expectAccessibleEverywhere(page, 'saved-overview-drift')
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('from the list one is checked, edited, looked back upon and removed', async () => {
  await open('/compare')
  const api = saved('The API')
  await expect(api).toContainText('Drift')
  await expect(api).toContainText('next check')
  await expect(saved('Lost side')).toContainText('no schedule')
  await expectAccessibleEverywhere(page, 'saved-list')
  await context.addCookies([{ name: 'portolan-locale', value: 'ko', url: portolan.url }])
  await open('/compare')
  await expect(page.getByText('저장된 비교', { exact: true })).toBeVisible()
  await expectAccessibleEverywhere(page, 'saved-list')
  await open('/')
  await page.getByRole('region', { name: '어긋남' }).scrollIntoViewIfNeeded()
  await expectAccessibleEverywhere(page, 'saved-overview')
  await context.addCookies([{ name: 'portolan-locale', value: 'en', url: portolan.url }])
  await page.setViewportSize({ width: 1280, height: 800 })
  await open('/compare')

  await push(production, 'shop/api', image('moved'), ['1.1', '2.0'])
  await api.getByRole('button', { name: 'Check The API now' }).press('Enter')
  await expect(api).toContainText('Same')
  await expect(api).toContainText('4 tags')

  await push(staging, 'shop/api', image('3.0'), '3.0')
  const choose = async (item: string) => {
    await api.getByRole('button', { name: 'More for The API' }).press('Enter')
    await page.getByRole('menuitem', { name: item }).press('Enter')
  }
  await choose('Edit')
  const editor = page.getByRole('dialog', { name: 'Edit The API' })
  await editor.getByLabel('What counts as drift').selectOption('no-differences')
  await editor.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(editor).toBeHidden()
  // What it is now expected to be has not been checked before.
  await expect(api).toContainText('5 tags')
  await expect(api).toContainText('Same')

  await choose('Last checks')
  const checks = page.getByRole('dialog', { name: 'Last checks of The API' })
  await expect(checks.getByRole('listitem')).toHaveCount(4)
  await expect(checks.getByRole('listitem').nth(2)).toContainText('1 tag differs · 1 tag is missing')
  await expectAccessibleEverywhere(page, 'saved-checks')
  await page.setViewportSize({ width: 1280, height: 800 })
  await checks.getByRole('button', { name: 'Close' }).last().press('Enter')

  await choose('Remove')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).press('Enter')
  await expect(api).toHaveCount(0)
  await expect(saved('Lost side')).toBeVisible()
})

test('nothing is said of drift once nothing is saved any more', async () => {
  await open('/')
  await expect(drift()).toBeVisible()
  for (const id of ['lost', 'later']) await admin.api(`/compare/saved/${id}`, { method: 'DELETE' })
  await expect(drift()).toHaveCount(0)
})
