import type { BrowserContext, Page } from 'playwright/test'
import type { Copy } from '#lib/api/copies.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildArtifact, buildImage, buildIndex } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { push, pushReferrersTag } from '../lab/push.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { administratorState, expect, hydrated, test } from './test.ts'

let staging: DockerRegistry
let production: DockerRegistry
/** In front of `production`. */
let proxy: FaultyProxy
let portolan: Portolan
let admin: SignedIn
let context: BrowserContext
let page: Page

const amd64 = { os: 'linux', architecture: 'amd64' }
const arm64 = { os: 'linux', architecture: 'arm64' }
const index = (text: string) =>
  buildIndex(
    [amd64, arm64].map((platform) => ({ platform, built: buildImage({ platform, labels: { text } }) })),
  )
const [one, two, other] = [index('one'), index('two'), index('other')]

/** Tags in one registry; the other has one of them, on another digest. */
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  ;[staging, production] = await Promise.all([
    startDockerRegistry(),
    startDockerRegistry({ mode: 'htpasswd' }),
  ])
  await push(staging, 'shop/api', one, '1.0')
  await push(staging, 'shop/api', two, ['1.1', 'latest'])
  await push(production, 'shop/api', other, 'latest')
  const signature = buildArtifact({ artifactType: 'application/vnd.example.signature', subject: one })
  await push(staging, 'shop/api', signature)
  await pushReferrersTag(staging, 'shop/api', one, [signature])
  proxy = await startProxy(production.url)
  const auth = { username: 'demo', password: 's3cret' }
  portolan = await startPortolan({
    registries: [
      { id: 'staging', name: 'Staging', url: staging.url },
      { id: 'production', name: 'Production', url: proxy.url, auth },
    ],
  })
  admin = await signIn(portolan.url)
  for (const id of ['staging', 'production'])
    await until(
      () => admin.json<{ counts: { bytes: number | null } }>(`/registries/${id}`),
      ({ counts }) => counts.bytes !== null,
      60_000,
    )
  const pairs = [...admin.cookies].map(([name, value]) => ({ name, value }))
  context = await browser.newContext({ storageState: administratorState(portolan.url, pairs) })
  page = await context.newPage()
})

test.afterAll(async () => {
  await context?.close()
  await portolan?.stop()
  await proxy?.stop()
  await Promise.all([staging?.stop(), production?.stop()])
})

test.afterEach(() => proxy.heal())

const open = async (path: string) => {
  await page.goto(`${portolan.url}${path}`)
  await hydrated(page)
}
const sheet = () => page.getByRole('dialog')
const digestOf = async ({ url, authorize }: DockerRegistry, tag: string) => {
  const authorization = authorize('shop/api')
  const answer = await fetch(`${url}/v2/shop/api/manifests/${tag}`, {
    method: 'HEAD',
    headers: {
      accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
      ...(authorization ? { authorization } : {}),
    },
  })
  return answer.ok ? answer.headers.get('docker-content-digest') : null
}

test('a tag is copied to another registry by keyboard alone, after its bytes were shown, with its signature', async () => {
  await open('/r/staging/shop~api/1.0')
  await page.getByRole('button', { name: 'Copy…' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Copy to…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(sheet().getByRole('heading', { name: 'Copy 1.0' })).toBeVisible()
  await expect(sheet().getByRole('combobox', { name: 'Registry' })).toBeFocused()
  await expect(sheet().getByRole('button', { name: 'Copy', exact: true })).toBeDisabled()
  await page.keyboard.type('Production')
  await expect(sheet().getByText('1 item is copied')).toBeVisible()
  await expect(sheet().getByText(/ to send$/)).toBeVisible()
  await expect(sheet().getByText(/1 of which is a referrer/)).toBeVisible()
  await expect(page).toHaveURL(/copy=/)
  expect(await digestOf(production, '1.0')).toBeNull()
  const confirm = sheet().getByRole('button', { name: 'Copy 1 item' })
  await expect(confirm).toBeEnabled()
  for (let presses = 0; presses < 20; presses += 1) {
    if (await confirm.evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(confirm).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(sheet()).toHaveCount(0)
  await expect(page.getByText('1 item copied')).toBeVisible()
  await expect(page).not.toHaveURL(/copy=/)
  expect(await digestOf(production, '1.0')).toBe(one.digest)
})

test('the address of the sheet brings it back as it was, and what is there already is not sent again', async () => {
  await open('/r/staging/shop~api?copy=staging/shop~api:1.0>production/shop~api:1.0')
  await expect(sheet().getByRole('combobox', { name: 'Repository' })).toHaveValue('shop/api')
  await expect(sheet().getByText('1 item is there already')).toBeVisible()
  await expect(sheet().getByText('Nothing is copied')).toBeVisible()
  await expect(sheet().getByRole('button', { name: 'Copy', exact: true })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(sheet()).toHaveCount(0)
  await expect(page).not.toHaveURL(/copy=/)
})

test('of several selected, one that exists on another digest is left alone unless it may be moved; its page undoes it', async () => {
  await open('/r/staging/shop~api')
  await page.getByRole('checkbox', { name: '1.1', exact: true }).click()
  await page.getByRole('checkbox', { name: 'latest', exact: true }).click()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Copy…' }).click()
  await sheet().getByRole('combobox', { name: 'Registry' }).selectOption('production')
  await expect(sheet().getByText('1 tag is on another digest in the target')).toBeVisible()
  await expect(sheet().getByRole('button', { name: 'Copy 1 item' })).toBeEnabled()
  await sheet().getByRole('button', { name: 'Move it' }).click()
  await expect(sheet().getByText('1 tag is moved')).toBeVisible()
  await sheet()
    .getByRole('tab', { name: /^Items/ })
    .click()
  await expect(sheet().getByRole('row', { name: /latest.*Is copied, and moves the tag/ })).toBeVisible()
  await sheet().getByRole('button', { name: 'Copy 2 items' }).click()
  await expect(page.getByText('2 items copied')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Selection' })).toHaveCount(0)
  expect(await digestOf(production, 'latest')).toBe(two.digest)

  await page.getByRole('button', { name: 'Details' }).last().click()
  await expect(page).toHaveURL(/\/copies\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2 items')
  await expect(page.getByRole('row', { name: /latest.*Copied/ })).toBeVisible()
  await page.getByRole('button', { name: 'Undo…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Undo this copy?' })
  await expect(dialog.getByText('1 tag goes back to the digest that it was on')).toBeVisible()
  await dialog.getByRole('button', { name: 'Undo the copy' }).click()
  await expect(page.getByText('It was undone, wherever nobody has moved a tag since.')).toBeVisible()
  expect([await digestOf(production, 'latest'), await digestOf(production, '1.1')]).toEqual([
    other.digest,
    null,
  ])
})

test('a retag gives an image one more name in its repository', async () => {
  await open('/r/staging/shop~api/1.0')
  await page.getByRole('button', { name: 'Copy…' }).click()
  await page.getByRole('menuitem', { name: 'Retag…' }).click()
  await expect(sheet().getByRole('heading', { name: 'Retag 1.0' })).toBeVisible()
  await sheet().getByRole('combobox', { name: 'New tag' }).fill('stable')
  const confirm = sheet().getByRole('button', { name: 'Set the tag' })
  await expect(confirm).toBeEnabled()
  await confirm.click()
  await expect(page.getByText('1 item copied').first()).toBeVisible()
  expect(await digestOf(staging, 'stable')).toBe(one.digest)
})

test('only some platforms come along where somebody says so', async () => {
  await open('/r/staging/shop~api?copy=staging/shop~api:1.1>production/shop~api:amd')
  await sheet().getByRole('button', { name: 'Only some' }).click()
  await sheet().getByRole('button', { name: 'linux/arm64' }).click()
  await expect(sheet().getByText('1 item is copied')).toBeVisible()
  const confirm = sheet().getByRole('button', { name: 'Copy 1 item' })
  await expect(confirm).toBeEnabled()
  await confirm.click()
  await expect(page.getByText('1 item copied').first()).toBeVisible()
  const image = JSON.parse(two.bytes.toString()) as { manifests: { digest: string }[] }
  expect(await digestOf(production, 'amd')).toBe(image.manifests[0]?.digest)
})

const begin = (pairs: readonly (readonly [tag: string, to: string])[]) =>
  admin.json<Copy>(
    '/copies',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        items: pairs.map(([tag, to]) => ({
          from: `staging/shop/api:${tag}`,
          to: `production/shop/api:${to}`,
        })),
      }),
    },
    202,
  )
const isPutTo = (tag: string) => (request: { method: string; path: string }) =>
  request.method === 'PUT' && request.path.endsWith(`/manifests/${tag}`)

test('a copy under way tells how far it is in bytes, is stopped, and goes on when it is told to', async () => {
  proxy.addFault({ fault: { kind: 'hang' }, when: isPutTo('held') })
  const { id } = await begin([['1.1', 'held']])
  await until(
    async () => proxy.requests.some(isPutTo('held')),
    (isThere) => isThere,
  )
  await open(`/copies/${id}`)
  await expect(page.getByText('Copying', { exact: true })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'How much is copied' })).toBeVisible()
  await expect(page.getByText('0 of 1 items')).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /held.*Not reached/ })).toBeVisible()
  expect(await digestOf(production, 'held')).toBeNull()
  proxy.heal()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Done', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /held.*Copied/ })).toBeVisible()
  expect(await digestOf(production, 'held')).toBe(two.digest)
})

test('an item that fails says why on the page of its copy, and the others arrive', async () => {
  const body = { errors: [{ code: 'DENIED', message: 'quota is used up' }] }
  proxy.addFault({ fault: { kind: 'answer', status: 403, body }, when: isPutTo('refused') })
  const { id } = await begin([
    ['1.0', 'refused'],
    ['1.1', 'taken'],
  ])
  await open(`/copies/${id}`)
  await expect(page.getByText('Done in part', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /:refused.*Failed.*quota is used up/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /:taken.*Copied/ })).toBeVisible()
  await page.getByRole('combobox', { name: 'Show' }).selectOption('failed')
  await expect(page.getByRole('row', { name: /:taken/ })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /:refused/ })).toBeVisible()
  await expect(page).toHaveURL(/result=failed/)
})

test('a tag that somebody pushes after the plan was shown is not overwritten, and the sheet says so', async () => {
  await open('/r/staging/shop~api?copy=staging/shop~api:1.0>production/shop~api:raced')
  const confirm = sheet().getByRole('button', { name: 'Copy 1 item' })
  await expect(confirm).toBeEnabled()
  await push(production, 'shop/api', other, 'raced')
  await confirm.click()
  await expect(sheet().getByText('The tag exists already')).toBeVisible()
  await expect(sheet().getByText('1 tag is on another digest in the target')).toBeVisible()
  await expect(sheet().getByRole('button', { name: 'Copy', exact: true })).toBeDisabled()
  expect(await digestOf(production, 'raced')).toBe(other.digest)
})

test('copies are listed, the newest first, and lead to their pages', async () => {
  await open('/copies')
  const table = page.getByRole('grid', { name: 'Copies, the newest first' })
  await expect(
    table.getByRole('link', { name: /^staging\/shop\/api:1\.1 to production\/shop\/api:amd$/ }),
  ).toBeVisible()
  const { items } = await admin.json<{ items: Copy[] }>('/copies')
  expect(items.map(({ state }) => state)).toEqual([
    'partial',
    'succeeded',
    'succeeded',
    'succeeded',
    'undone',
    'succeeded',
  ])
  const path = await table
    .getByRole('link', { name: /^2 items, staging\/shop\/api:1\.0 and others$/ })
    .getAttribute('href')
  expect(path).toBe(`/copies/${items[0]?.id}`)
  await table.getByRole('link', { name: /production\/shop\/api:amd$/ }).click()
  await expect(page).toHaveURL(/\/copies\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('row', { name: /amd.*Copied/ })).toBeVisible()
})

test('axe finds nothing on the sheet, the list of copies and the page of one', async () => {
  test.setTimeout(120_000)
  await open('/r/staging/shop~api?copy=staging/shop~api:1.1>production/shop~api:latest')
  await expect(sheet().getByText('1 tag is on another digest in the target')).toBeVisible()
  await expectAccessibleEverywhere(page, 'copy-sheet')
  await open('/copies')
  await expect(page.getByRole('link', { name: /production\/shop\/api:amd$/ })).toBeVisible()
  await expectAccessibleEverywhere(page, 'copies')
  await page.getByRole('link', { name: /production\/shop\/api:amd$/ }).click()
  await expect(page.getByRole('row', { name: /amd/ })).toBeVisible()
  await expectAccessibleEverywhere(page, 'copy')
})
