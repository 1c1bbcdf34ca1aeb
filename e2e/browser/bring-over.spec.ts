import type { Page } from 'playwright/test'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Built, buildImage, buildIndex } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { forbidPointers, tabTo } from './keyboard.ts'
import { digestAt, tagsAt } from './registry.ts'
import { administratorState, expect, test } from './test.ts'

let staging: DockerRegistry
let production: DockerRegistry
let portolan: Portolan
let admin: SignedIn

const platforms = ['amd64', 'arm64'].map((architecture) => ({ os: 'linux', architecture }))
const index = (text: string) =>
  buildIndex(platforms.map((platform) => ({ platform, built: buildImage({ platform, labels: { text } }) })))
const image = (text: string) => buildImage({ labels: { text } })
const [stable, before, after, fresh] = [index('stable'), index('before'), index('after'), index('fresh')]
const credentials = { username: 'demo', password: 's3cret' }

/** One registry behind a password, one with tokens; the second one once more, where nobody may write. */
test.beforeAll(async () => {
  test.setTimeout(180_000)
  ;[staging, production] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
  ])
  const both: readonly (readonly [
    repository: string,
    tag: string,
    here: Built | null,
    there: Built | null,
  ])[] = [
    ['shop/api', '1.0', stable, stable],
    ['shop/api', '1.1', fresh, null],
    ['shop/api', '1.2', after, before],
    ['shop/api', '1.3', image('1.3'), null],
    ['shop/api', '0.9', null, image('0.9')],
    ['shop/web', '1.0', stable, stable],
    ['shop/web', '2.0', after, before],
    ['shop/web', '2.1', fresh, null],
    ['key/api', '1.0', stable, stable],
    ['key/api', '1.1', fresh, null],
    ['key/api', '1.2', after, before],
    ['look/api', '1.0', stable, stable],
    ['look/api', '1.1', after, before],
    ['look/api', '1.2', fresh, null],
    ['look/api', '1.3', image('look 1.3'), null],
    ['look/api', '0.9', null, image('look 0.9')],
  ]
  for (const [repository, tag, here, there] of both) {
    if (here) await push(staging, repository, here, tag)
    if (there) await push(production, repository, there, tag)
  }
  await push(staging, 'line/api', stable, ['1.0', '1.1'])
  await push(staging, 'line/worker/mail', fresh, '2.0')
  await push(production, 'mirror/line/api', stable, '1.0')
  // Twelve hundred tags on twenty images; the other side has the first of them.
  writeTags(staging.dir, 'big/api', 1_200, { images: 20 })
  writeTags(production.dir, 'big/api', 1, { images: 1 })
  portolan = await startPortolan({
    registries: [
      { id: 'staging', name: 'Staging', url: staging.url, auth: credentials },
      { id: 'production', name: 'Production', url: production.url, auth: credentials },
      { id: 'frozen', name: 'Frozen', url: production.url, auth: credentials, readOnly: true },
    ],
  })
  admin = await signIn(portolan.url)
  for (const id of ['staging', 'production', 'frozen'])
    await until(
      () => admin.json<{ counts: { bytes: number | null } }>(`/registries/${id}`),
      ({ counts }) => counts.bytes !== null,
      60_000,
    )
})

test.afterAll(async () => {
  await portolan?.stop()
  await Promise.all([staging?.stop(), production?.stop()])
})

test.use({ storageState: { cookies: [], origins: [] } })
test.beforeEach(async ({ context }) => {
  const pairs = [...admin.cookies].map(([name, value]) => ({ name, value }))
  await context.addCookies(administratorState(portolan.url, pairs).cookies)
})

const at = (path: string) => `${portolan.url}${path}`
const sidesOf = (...targets: string[]) =>
  `/compare?${targets.map((target) => `target=${target.replaceAll(/(?<=\/.*)\//g, '~')}`).join('&')}`
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const table = (page: Page) => page.getByRole('treegrid', { name: 'Tags compared' })
const row = (page: Page, name: RegExp) => table(page).getByRole('row', { name })
const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })
const ways = (page: Page) => page.getByRole('dialog', { name: /^Bring / })
const sheet = (page: Page) => page.getByRole('dialog', { name: /^Copy / })
const toProduction = /^Staging .*to Production /
const toStaging = /^Production .*to Staging /
const place = (registry: DockerRegistry, repository: string) => ({
  url: registry.url,
  authorization: registry.authorize(repository),
})
const digestOf = (registry: DockerRegistry, repository: string, tag: string) =>
  digestAt(place(registry, repository), repository, tag)

/** What would be gone after the page was loaded again. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isSamePage: true }))
const isMarked = (page: Page) => page.evaluate(() => 'isSamePage' in window)

test('by keyboard alone: compare two registries, filter to what differs, select, read the plan, bring over, and see the rows turn to same', async ({
  page,
  open,
}) => {
  test.setTimeout(120_000)
  await forbidPointers(page)
  await open(at('/'))
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/compare$/)
  for (const [side, name] of [
    [1, 'Staging'],
    [2, 'Production'],
  ] as const) {
    const registry = page.getByRole('combobox', { name: `Registry of side ${side}` })
    await expect(registry.getByRole('option', { name })).toBeAttached()
    await tabTo(page, registry)
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await expect(page.getByLabel(`Repository of side ${side}`)).toBeFocused()
    await page.keyboard.type('shop/api')
  }
  await page.keyboard.press('Enter')
  await expect(row(page, /^1\.3 .*Missing/)).toBeVisible()
  await expect(row(page, /^1\.0 .*Same/)).toBeVisible()
  await mark(page)

  for (const state of ['Differs 1', 'Missing 3']) {
    await tabTo(page, page.getByRole('button', { name: state }))
    await page.keyboard.press('Enter')
  }
  await expect(page).toHaveURL(/state=differs,missing/)
  await expect(row(page, /^1\.0 /)).toBeHidden()
  await tabTo(page, row(page, /^1\.3 /))
  await page.keyboard.press('x')
  for (const count of [2, 3, 4]) {
    await page.keyboard.press('Shift+ArrowDown')
    await expect(bar(page)).toContainText(`${count} tags selected`)
  }
  await tabTo(page, bar(page).getByRole('button', { name: 'Bring over…' }))
  await page.keyboard.press('Enter')

  const there = ways(page).getByRole('button', { name: toProduction })
  await expect(there).toBeFocused()
  await expect(there).toContainText('3 tags can come')
  await expect(there).toContainText('2 are not there yet')
  await expect(there).toContainText('1 is on another digest there')
  await expect(there).toContainText('1 cannot come: Staging / shop/api does not have it')
  await expect(ways(page).getByRole('button', { name: toStaging })).toContainText('2 tags can come')
  await page.keyboard.press('Enter')

  await expect(sheet(page).getByRole('heading', { name: 'Copy 3 items' })).toBeVisible()
  await expect(sheet(page).getByText('2 items are copied')).toBeVisible()
  await expect(sheet(page).getByText(/ to send$/)).toBeVisible()
  await expect(sheet(page).getByText('1 tag is on another digest in the target')).toBeVisible()
  expect(await tagsAt(place(production, 'shop/api'), 'shop/api')).toEqual(['0.9', '1.0', '1.2'])
  await tabTo(page, sheet(page).getByRole('button', { name: 'Move it' }))
  await page.keyboard.press('Enter')
  const confirm = sheet(page).getByRole('button', { name: 'Copy 3 items' })
  await expect(confirm).toBeEnabled()
  await tabTo(page, confirm)
  await page.keyboard.press('Enter')
  await expect(sheet(page)).toBeHidden()
  await expect(page.getByText('3 items copied')).toBeVisible({ timeout: 30_000 })
  await expect(bar(page)).toBeHidden()

  // Of what differed only that is left which cannot come: the other side has it alone.
  await expect(page.getByRole('button', { name: 'Same 4' })).toBeVisible()
  await expect(row(page, /^1\.3 /)).toBeHidden()
  await expect(row(page, /^0\.9 .*Missing/)).toBeFocused()
  for (const state of ['Differs 0', 'Missing 1']) {
    await tabTo(page, page.getByRole('button', { name: state }))
    await page.keyboard.press('Enter')
  }
  for (const tag of [/^1\.1 .*Same/, /^1\.2 .*Same/, /^1\.3 .*Same/])
    await expect(row(page, tag)).toBeVisible()
  expect(await isMarked(page)).toBe(true)
  for (const [tag, built] of [
    ['1.1', fresh],
    ['1.2', after],
  ] as const)
    expect(await digestOf(production, 'shop/api', tag)).toBe(built.digest)
  expect(await digestOf(staging, 'shop/api', '0.9')).toBeNull()
})

test('by keyboard alone: a row is brought over by a key of its own, without selecting it, and what is selected by the same', async ({
  page,
  open,
}) => {
  await forbidPointers(page)
  await open(at(sidesOf('staging/key/api', 'production/key/api')))
  await mark(page)
  await page.keyboard.press('?')
  await expect(page.getByText('bring over what is selected, or the tag of the row')).toBeVisible()
  await page.keyboard.press('Escape')
  const there = ways(page).getByRole('button', { name: toProduction })
  // In version order, so that the first one is reached by tab, and the others from there.
  await tabTo(page, row(page, /^1\.2 /))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('b')
  await expect(page.getByRole('dialog', { name: 'Bring 1.1 over' })).toBeVisible()
  await expect(there).toBeFocused()
  await expect(there).toContainText('1 tag can come')
  await page.keyboard.press('Enter')
  await expect(sheet(page).getByRole('heading', { name: 'Copy 1.1' })).toBeVisible()
  const confirm = sheet(page).getByRole('button', { name: 'Copy 1 item' })
  await expect(confirm).toBeEnabled()
  await tabTo(page, confirm)
  await page.keyboard.press('Enter')
  await expect(row(page, /^1\.1 .*Same/)).toBeVisible({ timeout: 30_000 })
  await expect(row(page, /^1\.1 /)).toBeFocused()
  await expect(bar(page)).toBeHidden()
  expect(await digestOf(production, 'key/api', '1.1')).toBe(fresh.digest)
  expect(await isMarked(page)).toBe(true)

  // It is the same by now: there is no button, and the key says why nothing comes.
  await expect(page.getByRole('button', { name: 'Bring 1.1 over…' })).toHaveCount(0)
  await page.keyboard.press('b')
  await expect(there).toContainText('Nothing can come')
  await page.keyboard.press('Escape')
  await expect(row(page, /^1\.1 /)).toBeFocused()

  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(bar(page)).toContainText('2 tags selected')
  await page.keyboard.press('b')
  await expect(page.getByRole('dialog', { name: 'Bring 2 tags over' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row(page, /^1\.2 /)).toBeFocused()
  // What is selected is meant from anywhere in the table, and Escape lets go of it.
  const all = page.getByRole('checkbox', { name: 'Select all' })
  await all.focus()
  await page.keyboard.press('b')
  await expect(page.getByRole('dialog', { name: 'Bring 2 tags over' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(all).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()

  const button = page.getByRole('button', { name: 'Bring 1.2 over…' })
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Bring 1.2 over' })).toBeVisible()
  await expect(there).toContainText('1 is on another digest there')
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  expect(await digestOf(production, 'key/api', '1.2')).toBe(before.digest)
})

test('what is on another digest stays as it is unless somebody says so; a row turns to same while it is looked at', async ({
  page,
  open,
}) => {
  await open(at(sidesOf('staging/shop/web', 'production/shop/web')))
  await mark(page)
  for (const tag of ['2.0', '2.1', '1.0']) await box(page, tag).click()
  await expect(bar(page)).toContainText('3 tags selected')
  const button = bar(page).getByRole('button', { name: 'Bring over…' })
  await button.click()
  await expect(ways(page).getByRole('button', { name: toProduction })).toContainText(
    '1 stays out: it is the same already',
  )
  // Nothing was chosen: the focus is back where it was, and so is all else.
  await page.keyboard.press('Escape')
  await expect(ways(page)).toBeHidden()
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await ways(page).getByRole('button', { name: toProduction }).click()
  await expect(sheet(page).getByText('1 item is copied')).toBeVisible()
  await expect(page).toHaveURL(/copy=/)
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toBeHidden()
  await expect(button).toBeFocused()
  await expect(page).not.toHaveURL(/copy=/)
  await expect(bar(page)).toContainText('3 tags selected')

  await button.click()
  await ways(page).getByRole('button', { name: toProduction }).click()
  await sheet(page).getByRole('button', { name: 'Copy 1 item' }).click()
  await expect(page.getByText('1 item copied')).toBeVisible({ timeout: 30_000 })
  await expect(row(page, /^2\.1 .*Same/)).toBeVisible()
  await expect(row(page, /^2\.0 .*Differs/)).toBeVisible()
  expect(await isMarked(page)).toBe(true)
  expect(await digestOf(production, 'shop/web', '2.0')).toBe(before.digest)
  expect(await digestOf(production, 'shop/web', '2.1')).toBe(fresh.digest)
})

test('of two namespaces each tag goes to the repository that its path names, which comes into being', async ({
  page,
  open,
}) => {
  await open(at(sidesOf('staging/line/*', 'production/mirror/line/*')))
  await mark(page)
  await expect(row(page, /worker\/mail:2\.0 .*Missing/)).toBeVisible()
  await page.keyboard.press('Tab')
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await expect(bar(page)).toContainText('3 tags selected')
  await bar(page).getByRole('button', { name: 'Bring over…' }).click()
  const there = ways(page).getByRole('button', { name: toProduction })
  await expect(there).toContainText('2 tags can come')
  const back = ways(page).getByRole('button', { name: toStaging })
  await expect(back).toContainText('Nothing can come')
  await back.press('Enter')
  await expect(ways(page)).toBeVisible()
  await there.click()
  await expect(sheet(page).getByText('Each goes to a place of its own')).toBeVisible()
  await sheet(page).getByRole('button', { name: 'Copy 2 items' }).click()
  await expect(page.getByText('2 items copied')).toBeVisible({ timeout: 30_000 })
  await expect(row(page, /worker\/mail:2\.0 .*Same/)).toBeVisible()
  await expect(row(page, /api:1\.1 .*Same/)).toBeVisible()
  expect(await isMarked(page)).toBe(true)
  expect(await digestOf(production, 'mirror/line/worker/mail', '2.0')).toBe(fresh.digest)
  expect(await digestOf(production, 'mirror/line/api', '1.1')).toBe(stable.digest)
})

test('platforms under a tag have no box, and a range goes past them', async ({ page, open }) => {
  await open(at(`${sidesOf('staging/shop/api', 'production/mirror/line/api')}&sort=name`))
  await row(page, /^1\.1 /).focus()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, /^linux\/amd64/)).toBeVisible()
  await page.keyboard.press('x')
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift+ArrowDown')
  await expect(row(page, /^1\.2 /)).toBeFocused()
  await expect(bar(page)).toContainText('2 tags selected')
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('4 tags selected')
  // Four, and the one in the header.
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(5)
  await row(page, /^linux\/amd64/).focus()
  await page.keyboard.press('x')
  await expect(bar(page)).toContainText('4 tags selected')
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
})

test('of twelve hundred rows a copy takes the first thousand, which is said beforehand', async ({
  page,
  open,
}) => {
  test.setTimeout(90_000)
  await open(at(sidesOf('staging/big/api', 'production/big/api')))
  await expect(page.getByText('1,200 tags')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await bar(page).getByRole('button', { name: 'Select all 1,200' }).click()
  await expect(bar(page)).toContainText('1,200 tags selected')
  await box(page, '1.11.99').click()
  await expect(bar(page)).toContainText('1,199 tags selected')
  await bar(page).getByRole('button', { name: 'Bring over…' }).click()
  const there = ways(page).getByRole('button', { name: toProduction })
  await expect(there).toContainText('1,198 tags can come')
  await expect(there).toContainText('1 stays out: it is the same already')
  await expect(there).toContainText('One copy takes up to 1,000 tags: the first 1,000 come.')
  await expect(ways(page).getByRole('button', { name: toStaging })).toContainText('Nothing can come')
  const planned = page.waitForRequest('**/api/v1/copies/plan')
  await there.click()
  const { items } = (await planned).postDataJSON() as { items: { from: string; to: string }[] }
  expect(items).toHaveLength(1_000)
  expect(items[0]).toEqual({ from: 'staging/big~api:1.11.98', to: 'production/big~api:1.11.98' })
  await expect(sheet(page).getByText('1,000 items are copied')).toBeVisible({ timeout: 60_000 })
  await expect(sheet(page).getByRole('button', { name: 'Copy 1,000 items' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toBeHidden()
  await expect(bar(page)).toContainText('1,199 tags selected')
})

test('of three sides somebody chooses which two, and no side is brought to itself', async ({
  page,
  open,
}) => {
  await open(at(sidesOf('staging/shop/api', 'production/shop/api', 'production/mirror/line/api')))
  await box(page, '1.0').click()
  await box(page, '0.9').click()
  await bar(page).getByRole('button', { name: 'Bring over…' }).click()
  const [from, to] = [ways(page).getByLabel('From'), ways(page).getByLabel('To', { exact: true })]
  await expect(from).toBeFocused()
  await from.selectOption('Production / shop/api')
  await expect(to).toHaveValue('0')
  await to.selectOption('Production / mirror/line/api')
  const way = ways(page).getByRole('button', { name: /^Production .*to Production / })
  await expect(way).toContainText('1 tag can come')
  await expect(way).toContainText('1 stays out: it is the same already')
  await way.click()
  await expect(sheet(page).getByRole('heading', { name: 'Copy 0.9' })).toBeVisible()
  await expect(sheet(page).getByRole('combobox', { name: 'Repository' })).toHaveValue('mirror/line/api')
})

test('to a registry that is read-only here nothing is brought, and the other way is open', async ({
  page,
  open,
}) => {
  await open(at(sidesOf('staging/line/api', 'frozen/shop/api')))
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await bar(page).getByRole('button', { name: 'Bring over…' }).click()
  const there = ways(page).getByRole('button', { name: /^Staging .*to Frozen / })
  await expect(there).toContainText('This registry is read-only here')
  await expect(there).toHaveAttribute('aria-disabled', 'true')
  await there.press('Enter')
  await expect(ways(page)).toBeVisible()
  await expect(ways(page).getByRole('button', { name: /^Frozen .*to Staging / })).toContainText(
    'tags can come',
  )
})

test('a viewer compares, and is offered neither boxes nor the button', async ({ page, open }) => {
  await page.route('**/api/v1/session', (route) =>
    route.fulfill({ json: { username: 'guest', role: 'viewer', can: ['read'] } }),
  )
  await open(at(sidesOf('staging/line/api', 'production/shop/api')))
  await expect(row(page, /^1\.0 .*Same/)).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await row(page, /^1\.0 /).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('b')
  await expect(bar(page)).toBeHidden()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a namespace of which nothing is known yet is there as soon as the index learns of it', async ({
  page,
  open,
}) => {
  await open(at(sidesOf('staging/late/*', 'production/late/*')))
  await expect(page.getByText('Portolan knows no repository below')).toBeVisible()
  await mark(page)
  await push(staging, 'late/app', stable, '1.0')
  // Without a tag: all that there is to learn is that there is such a repository.
  await push(production, 'late/app', stable)
  for (const id of ['staging', 'production'])
    await admin.json(
      `/registries/${id}/refresh`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
      202,
    )
  await expect(row(page, /app:1\.0 .*Missing/)).toBeVisible({ timeout: 30_000 })
  expect(await isMarked(page)).toBe(true)
})

for (const locale of ['en', 'ko'] as const) {
  test(`a selection of the matrix and its ways are accessible in every theme and on a phone (${locale})`, async ({
    page,
    open,
    context,
  }) => {
    test.setTimeout(120_000)
    if (locale === 'ko')
      await context.addCookies([{ name: 'portolan-locale', value: 'ko', url: portolan.url }])
    await open(at(sidesOf('staging/look/api', 'production/look/api')))
    for (const tag of ['1.3', '1.2', '1.1', '0.9']) await box(page, tag).click()
    await expect(page.getByRole('row', { selected: true })).toHaveCount(4)
    await expectAccessibleEverywhere(page, 'bring-over-selection')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page
      .getByRole('region', { name: locale === 'ko' ? '선택 항목' : 'Selection' })
      .getByRole('button')
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: /^Staging .*Production / })).toBeVisible()
    await expectAccessibleEverywhere(page, 'bring-over-ways')
    await page.setViewportSize({ width: 1280, height: 800 })
    await dialog.getByRole('button', { name: /^Staging .*Production / }).click()
    await expect(dialog.getByRole('tab')).toHaveCount(2)
    await expect(dialog.getByRole('button', { name: locale === 'ko' ? /2/ : 'Copy 2 items' })).toBeVisible()
    await expectAccessibleEverywhere(page, 'bring-over-sheet')
  })
}
