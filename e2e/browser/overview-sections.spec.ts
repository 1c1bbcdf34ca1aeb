import type { Page } from 'playwright/test'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { listRegistries } from '#lib/api/registries.ts'
import { ask } from '../server/database.ts'
import { expect, test } from './test.ts'

type Registries = ResponseOf<typeof listRegistries>

/** `tags` of the day so many days ago. */
const tagsOn = (daysAgo: number) => 5_000 - daysAgo * 10
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
const inWords = (iso: string) =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`))

test.beforeAll(async () => {
  const { dataDir } = JSON.parse(process.env.PORTOLAN_BROWSER_LAB ?? '{}') as { dataDir: string }
  // Of one registry every day but one is known; another is only known of late.
  const days = (registry: string, from: number, without: number) =>
    ask(
      dataDir,
      `INSERT INTO registry_snapshots (registry_id, day, repositories, tags, bytes, taken_at)
       SELECT '${registry}', (now() AT TIME ZONE 'utc')::date - n, 12, 5000 - n * 10, (1000 - n)::bigint * 1000000000, now()
       FROM generate_series(1, ${from}) AS n WHERE n <> ${without} ON CONFLICT DO NOTHING`,
    )
  await days('real', 100, 5)
  await days('locked', 10, 0)
})

test.afterAll(async () => {
  const { dataDir } = JSON.parse(process.env.PORTOLAN_BROWSER_LAB ?? '{}') as { dataDir: string }
  await ask(dataDir, "DELETE FROM registry_snapshots WHERE day < (now() AT TIME ZONE 'utc')::date")
})

/** Walks leave today's figures of the other registries. */
const withoutOthers = 'hide=kept,bare'

const growth = (page: Page) => page.getByRole('region', { name: 'Growth', exact: true })

test('the chart is read by keyboard, day by day, and says where nothing is known', async ({ page, open }) => {
  await open('/?metric=tags')
  const chart = growth(page).getByRole('slider')
  await chart.focus()
  const pointTo = async (daysAgo: number) => {
    await page.keyboard.press('End')
    await page.keyboard.press('End')
    for (let n = 0; n < daysAgo; n++) await page.keyboard.press('ArrowLeft')
  }
  await pointTo(4)
  await expect(chart).toHaveAttribute(
    'aria-valuetext',
    `${inWords(day(4))}: Real registry ${tagsOn(4).toLocaleString('en')}, Locked registry ${tagsOn(4).toLocaleString('en')}`,
  )
  await page.keyboard.press('ArrowLeft')
  await expect(chart).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^${inWords(day(5))}: Locked registry [\\d,]+$`),
  )
  await page.keyboard.press('Home')
  await expect(chart).toHaveAttribute('aria-valuetext', new RegExp(`^${inWords(day(89))}: Real registry`))
})

test('the table beside the chart has the same figures, and a gap is a dash and no zero', async ({
  page,
  open,
}) => {
  await open(`/?metric=tags&${withoutOthers}`)
  await growth(page).getByRole('button', { name: 'Table' }).click()
  await expect(page).toHaveURL(/display=table/)
  const table = growth(page).getByRole('table')
  await expect(table.getByRole('columnheader')).toHaveText(['Day (UTC)', 'Real registry', 'Locked registry'])
  const cells = (daysAgo: number) => table.getByRole('row', { name: inWords(day(daysAgo)) }).getByRole('cell')
  await expect(cells(4)).toHaveText([tagsOn(4).toLocaleString('en'), tagsOn(4).toLocaleString('en')])
  await expect(cells(5).first()).toContainText('No walk ended on this day')
  await expect(cells(20).last()).toContainText('No walk ended on this day')
  await expect(table.getByRole('row')).toHaveCount(91)
  await growth(page).getByRole('button', { name: '30 days' }).click()
  await expect(table.getByRole('row')).toHaveCount(31)
})

test('a registry that is left out stays out after a reload, and its line keeps its look', async ({
  page,
  open,
}) => {
  await open(`/?display=table&metric=tags&${withoutOthers}`)
  await growth(page)
    .getByRole('button', { name: /^Real registry/ })
    .click()
  await expect(growth(page).getByRole('columnheader')).toHaveText(['Day (UTC)', 'Locked registry'])
  const dash = () =>
    growth(page)
      .getByRole('button', { name: /^Locked/ })
      .locator('path')
      .getAttribute('stroke-dasharray')
  const before = await dash()
  await page.reload()
  await expect(growth(page).getByRole('columnheader')).toHaveText(['Day (UTC)', 'Locked registry'])
  expect(await dash()).toBe(before)
})

test('what could not be read says why, and is tried again by a button', async ({ page, open }) => {
  await open('/')
  const failures = page.getByRole('region', { name: 'What could not be read' })
  const down = failures.getByRole('listitem').filter({ hasText: 'Registry that is down' })
  await expect(down).toContainText('The registry does not answer')
  await expect(down).toContainText('ECONNREFUSED')
  await expect(failures.getByText('Real registry')).toBeHidden()
  const asked = page.waitForRequest((request) => request.method() === 'POST')
  await down.getByRole('button', { name: 'Read Registry that is down again' }).click()
  expect((await asked).url()).toMatch(/\/api\/v1\/registries\/down\/refresh$/)
})

test('a recent push leads to its image', async ({ page, open }) => {
  await open('/r/real/team~api')
  await expect(page.getByRole('row', { name: /^1\.1\.0.*linux\/amd64/ })).toBeVisible()
  await open('/')
  const pushes = page.getByRole('region', { name: 'Recent pushes' })
  // Which one is the newest depends on what went before: each that is still there leads to what it names.
  const link = pushes.getByRole('link', { name: /^[^:]+:[^:, ]+$/ }).first()
  const [repository = '', tag = ''] = ((await link.textContent()) ?? '').split(':')
  await link.click()
  await expect(page).toHaveURL((url) => url.pathname.endsWith(`/${repository.replaceAll('/', '~')}/${tag}`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(tag)
})

/** The registries as they are, one of them being walked. */
async function walking(page: Page, sync: object) {
  await page.route('**/api/v1/registries?*', async (route) => {
    const response = await route.fetch()
    const list = (await response.json()) as Registries
    const idle = {
      reason: 'schedule',
      startedAt: new Date().toISOString(),
      finishedAt: null,
      repositoriesDone: 0,
      repositoriesTotal: null,
      tagsDone: 0,
      manifestsRead: 0,
      requests: 0,
      problem: null,
      result: null,
      pausedUntil: null,
      nextAt: null,
    }
    const items = list.items.map((registry) =>
      registry.id === 'real' ? { ...registry, sync: { ...idle, ...sync } } : registry,
    )
    await route.fulfill({ response, json: { ...list, items } })
  })
}

test('a walk that is running says how far it has come, in the table and in the navigation', async ({
  page,
  open,
}) => {
  await walking(page, { state: 'running', repositoriesDone: 1_204, repositoriesTotal: 5_000 })
  await open('/')
  const row = page.getByRole('row', { name: /^Real registry/ })
  await expect(row.getByText('walking 1,204 of 5,000 repositories')).toBeAttached()
  const bar = row.getByRole('progressbar', { name: 'Walk over Real registry' })
  await expect(bar).toHaveAttribute('value', '1204')
  await expect(bar).toHaveAttribute('max', '5000')
  const navigation = page.getByRole('navigation', { name: 'Registries' })
  await expect(navigation.getByRole('progressbar', { name: 'Walk over Real registry' })).toBeVisible()
})

test('a walk that was told to slow down says why and until when', async ({ page, open }) => {
  await walking(page, {
    state: 'paused',
    repositoriesDone: 7,
    pausedUntil: '2031-01-01T11:30:00.000Z',
    problem: { code: 'registry_rate_limited', detail: '429' },
  })
  await open('/')
  const row = page.getByRole('row', { name: /^Real registry/ })
  await expect(row.getByText(/paused until 12:30.PM: The registry asks us to slow down/)).toBeAttached()
})

test('the walks of a registry are a sheet that has an address, and the focus returns from it', async ({
  page,
  open,
}) => {
  await open('/r/down?sync=true')
  const sheet = page.getByRole('dialog', { name: 'Sync of Registry that is down' })
  await expect(sheet.getByRole('heading', { name: 'Last walks' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(page).toHaveURL('/r/down')
  await open('/r/real')
  const fact = page.getByRole('main').locator('p button').first()
  await fact.click()
  const own = page.getByRole('dialog', { name: 'Sync of Real registry' })
  const asked = page.waitForRequest((request) => request.method() === 'POST')
  await own.getByRole('button', { name: 'Sync now' }).click()
  expect((await asked).url()).toMatch(/\/registries\/real\/refresh$/)
  await page.keyboard.press('Escape')
  await expect(own).toBeHidden()
  await expect(fact).toBeFocused()
})

test('without any figure yet the growth says when the first one comes', async ({ page, open }) => {
  await page.route('**/api/v1/snapshots?*', (route) =>
    route.fulfill({ json: { days: [day(1), day(0)], series: [] } }),
  )
  await open('/')
  await expect(growth(page).getByText('No figures yet')).toBeVisible()
  await expect(growth(page).getByText(/The first point comes with the first complete walk/)).toBeVisible()
})

test('when the sums and pushes cannot be read, the table of registries stands all the same', async ({
  page,
  open,
}) => {
  await page.route('**/api/v1/overview', (route) => route.fulfill({ status: 500, body: 'broken' }))
  await open('/')
  await expect(page.getByRole('row', { name: /^Real registry.*Online/ })).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
})
