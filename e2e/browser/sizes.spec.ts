import type { BrowserContext, Page } from 'playwright/test'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { administratorState, expect, hydrated, test } from './test.ts'

let registry: Awaited<ReturnType<typeof startDockerRegistry>>
let portolan: Portolan
let context: BrowserContext
let page: Page

const noise = (seed: string, lines: number) =>
  Array.from({ length: lines }, (_, i) => `${seed}${(i * 2_654_435_761) >>> 0}`).join('\n')
const os = { os: noise('os', 2_000) }
const image = (name: string, lines: number, below = [os]) =>
  buildImage({ layers: [...below, { [name]: noise(name, lines) }], labels: { name } })

/** A large namespace, a small one, and some so small that they have no room on a map. */
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  registry = await startDockerRegistry()
  await push(registry, 'library/alpine', buildImage({ layers: [os] }), ['3', '3.20', 'latest'])
  for (const [name, lines] of [
    ['team/api', 30_000],
    ['team/web', 12_000],
    ['team/deep/worker', 9_000],
    ['data/etl', 6_000],
    ...['a', 'b', 'c', 'd'].map((one) => [`tiny-${one}/one`, 20] as const),
  ] as const)
    await push(registry, name, image(name, lines), ['1.0', 'latest'])
  portolan = await startPortolan({ registries: [{ id: 'main', name: 'Main', url: registry.url }] })
  const { cookies, json } = await signIn(portolan.url)
  await until(
    () => json<{ counts: { bytes: number | null } }>('/registries/main'),
    ({ counts }) => counts.bytes !== null,
    60_000,
  )
  const pairs = [...cookies].map(([name, value]) => ({ name, value }))
  context = await browser.newContext({ storageState: administratorState(portolan.url, pairs) })
  page = await context.newPage()
})

test.afterAll(async () => {
  await context?.close()
  await portolan?.stop()
  await registry?.stop()
})

const open = async (path: string) => {
  await page.goto(`${portolan.url}${path}`)
  await hydrated(page)
}
const map = () => page.getByRole('region', { name: 'Map of sizes' })
const heading = (name: string) => page.getByRole('heading', { level: 1, name })

test('the map of where the bytes are leads into a namespace and back, and every tile is in its place', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await open('/r/main')
  await page.getByRole('link', { name: 'Sizes' }).click()
  await expect(heading('Sizes of Main')).toBeVisible()
  await expect(map().getByRole('link', { name: /^team\/ / })).toBeVisible()
  const boxes = await map()
    .locator(':scope > *')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().toJSON() as DOMRect))
  const whole = await map().evaluate((one) => one.getBoundingClientRect().toJSON() as DOMRect)
  expect(boxes.length).toBeGreaterThan(4)
  for (const { left, top, right, bottom } of boxes) {
    expect(left).toBeGreaterThanOrEqual(whole.left - 1)
    expect(top).toBeGreaterThanOrEqual(whole.top - 1)
    expect(right).toBeLessThanOrEqual(whole.right + 1)
    expect(bottom).toBeLessThanOrEqual(whole.bottom + 1)
  }
  await map()
    .getByRole('link', { name: /^team\/ / })
    .click({ position: { x: 8, y: 8 } })
  await expect(heading('Sizes of team/')).toBeVisible()
  await expect(page).toHaveURL(/\/r\/main\/-\/sizes\?namespace=team$/)
  await page.reload()
  await expect(map().getByRole('link', { name: /^team\/api/ })).toBeVisible()
  await page.getByRole('navigation', { name: 'Namespaces above' }).getByRole('link', { name: 'Main' }).click()
  await expect(heading('Sizes of Main')).toBeVisible()
})

test('the table says what the map shows, also of what is too small for it, and on a phone it is all there is', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await open('/r/main/-/sizes')
  const table = page.getByRole('table', { name: 'Sizes' })
  for (const name of ['team/', 'data/', 'library/', 'tiny-a/', 'tiny-d/', 'Shared among these', 'Altogether'])
    await expect(table.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible()
  await expect(map()).toBeHidden()
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('an image says what it is built on, and that one what is built on it', async () => {
  await open('/r/main/team~api/1.0')
  const base = page.getByRole('link', { name: 'library/alpine:3.20' })
  await expect(base).toBeVisible()
  await base.click()
  await expect(heading('3.20')).toBeVisible()
  const button = page.getByRole('button', { name: '8 images here are built on this' })
  await button.click()
  await expect(button).toHaveAttribute('aria-expanded', 'true')
  await page.reload()
  const list = page.getByRole('list', { name: 'Images that are built on this' })
  await expect(list.getByRole('listitem')).toHaveCount(8)
  await list.getByRole('link', { name: /^team\/web:1\.0/ }).click()
  await expect(page).toHaveURL(/\/r\/main\/team~web\/1\.0/)
  // A search that took too long (on a machine with much else to do) says so, and is tried again.
  await expect(async () => {
    await open('/search?q=base%3Aalpine%3A3.20')
    const row = page.getByRole('row', { name: /team\/deep\/worker:1\.0.*library\/alpine:3\.20/ })
    await expect(row).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
})
