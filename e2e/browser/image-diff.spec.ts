import type { BrowserContext, Page } from 'playwright/test'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { buildArtifact, buildImage, buildIndex } from '../lab/images.ts'
import { type Portolan, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push, pushReferrersTag } from '../lab/push.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { hostileText } from './contents.ts'
import { administratorState, expect, hydrated, test } from './test.ts'

let registries: Awaited<ReturnType<typeof startDockerRegistry>>[] = []
let portolan: Portolan
let context: BrowserContext
let page: Page

const amd64 = { os: 'linux', architecture: 'amd64' }
const arm64 = { os: 'linux', architecture: 'arm64' }
const base = { 'etc/os-release': 'base\n'.repeat(500) }

const version = (text: string, created: string, platform = amd64) =>
  buildImage({
    platform,
    created,
    layers: [base, { 'srv/app.txt': text }],
    labels: { team: 'payments', version: text, notice: hostileText },
  })

/** Two versions of one service in two registries; the newer one has a platform less, and is signed. */
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  const [staging, production] = await Promise.all([startDockerRegistry(), startDockerRegistry()])
  registries = [staging, production]
  const old = buildIndex([
    { built: version('1.0', '2026-03-01T00:00:00Z'), platform: amd64 },
    { built: version('1.0', '2026-03-01T00:00:00Z', arm64), platform: arm64 },
  ])
  const next = buildIndex([{ built: version('1.1', '2026-05-01T00:00:00Z'), platform: amd64 }])
  await push(staging, 'shop/api', old, '1.0')
  await push(staging, 'shop/api', next, '1.1')
  await push(production, 'shop/api', old, '1.0')
  const signature = buildArtifact({
    artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json',
    content: 'a signature',
    subject: next,
  })
  await push(staging, 'shop/api', signature)
  await pushReferrersTag(staging, 'shop/api', next, [signature])
  portolan = await startPortolan({
    registries: [
      { id: 'staging', name: 'Staging', url: staging.url, publicHost: 'staging.example.com' },
      { id: 'production', name: 'Production', url: production.url },
    ],
  })
  const { cookies, json } = await signIn(portolan.url)
  for (const id of ['staging', 'production'])
    await until(
      () => json<{ counts: { bytes: number | null } }>(`/registries/${id}`),
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
  await Promise.all(registries.map((one) => one.stop()))
})

const open = async (path: string) => {
  await page.goto(`${portolan.url}${path}`)
  await hydrated(page)
}
const pair = '/compare/images?left=production/shop~api:1.0&right=staging/shop~api:1.1'
const table = (name: string) => page.getByRole('table', { name, exact: true })
const side = (name: 'Left' | 'Right') => page.getByRole('region', { name, exact: true })
const platform = (name: RegExp) => page.getByRole('button', { name })

test('two images of two registries stand side by side: what differs, what they share, and who has signed', async () => {
  await open(pair)
  await expect(side('Left')).toContainText('production/shop/api:1.0')
  await expect(side('Right')).toContainText('staging/shop/api:1.1')
  await expect(table('Labels').getByRole('row', { name: /^differs version/ })).toContainText('1.0')
  await expect(table('Labels').getByRole('row', { name: /^same team/ })).toContainText('payments')
  await expect(table('Config').getByRole('row', { name: /^same Entrypoint/ })).toContainText('["/bin/app"]')
  await expect(page.getByText('The lowest layer is the same.')).toBeVisible()
  await expect(table('Layers').getByRole('row', { name: /^only left/ })).toHaveCount(1)
  await expect(table('Layers').getByRole('row', { name: /^only right/ })).toHaveCount(1)
  await expect(table('Layers').getByRole('row', { name: /^same/ })).toHaveCount(1)
  const signature = page.getByRole('list', { name: 'Referrers' }).getByRole('listitem')
  await expect(signature).toHaveCount(1)
  await expect(signature).toContainText('only right')
})

test('only differences leaves out what is the same, and the address keeps it', async () => {
  await open(pair)
  await page.getByRole('button', { name: 'Only differences' }).click()
  await expect(table('Labels').getByRole('row', { name: /^same/ })).toHaveCount(0)
  await expect(table('Labels').getByRole('row', { name: /^differs version/ })).toBeVisible()
  await expect(page).toHaveURL(/only=true/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Only differences' })).toHaveAttribute('aria-pressed', 'true')
  await expect(table('Layers').getByRole('row', { name: /^same/ })).toHaveCount(0)
})

test('a platform that one side lacks is told apart, and shows what the other has', async () => {
  await open(pair)
  await expect(platform(/^linux\/amd64 .*differs$/)).toHaveAttribute('aria-pressed', 'true')
  await platform(/^linux\/arm64 .*only left$/).click()
  await expect(page.getByText('Right has no image for linux/arm64')).toBeVisible()
  await expect(table('Layers').getByRole('row', { name: /^only left/ })).toHaveCount(2)
  await expect(page).toHaveURL(/platform=linux%2Farm64|platform=linux\/arm64/)
})

test('the sides are swapped, and back is back', async () => {
  await open(pair)
  await expect(side('Left')).toContainText('production/shop/api:1.0')
  await page.getByRole('button', { name: 'Swap sides' }).click()
  await expect(side('Left')).toContainText('staging/shop/api:1.1')
  await expect(side('Right')).toContainText('production/shop/api:1.0')
  await page.goBack()
  await expect(side('Left')).toContainText('production/shop/api:1.0')
})

test('the same image says that it is, byte for byte', async () => {
  await open('/compare/images?left=production/shop~api:1.0&right=staging/shop~api:1.0')
  await expect(page.getByText('Both are the same, byte for byte')).toBeVisible()
})

test('what images say of themselves stands there as text', async () => {
  await open(pair)
  await expect(table('Labels').getByRole('row', { name: /notice/ })).toContainText(hostileText)
  await expect(page.locator('[onerror], img[src="x"]')).toHaveCount(0)
})

test('one that is not there says so on its own side, and can be named anew by a pasted reference', async () => {
  await open('/compare/images?left=production/shop~api:1.0&right=staging/shop~api:never')
  await expect(side('Right').getByRole('alert')).toBeVisible()
  await expect(side('Left')).toContainText('This one is there')
  await page.getByRole('button', { name: 'Other images' }).click()
  const form = page.getByRole('form', { name: 'Images to compare' })
  await form.getByRole('combobox', { name: 'Right image' }).fill('nothing')
  await form.getByRole('button', { name: 'Compare' }).click()
  await expect(form.getByText(/^This names no image/)).toBeVisible()
  await expect(form.getByRole('combobox', { name: 'Right image' })).toBeFocused()
  await form.getByRole('combobox', { name: 'Right image' }).fill('staging.example.com/shop/api:1.1')
  await form.getByRole('button', { name: 'Compare' }).click()
  await expect(side('Right')).toContainText('staging/shop/api:1.1')
  await expect(table('Labels').getByRole('row', { name: /^differs version/ })).toBeVisible()
})

test('a tag leads here, and the other side is named by keyboard, completed from what the index knows', async () => {
  await open('/r/production/shop~api/1.0')
  await page.getByRole('link', { name: 'Compare with…' }).click()
  const form = page.getByRole('form', { name: 'Images to compare' })
  await expect(form.getByRole('combobox', { name: 'Left image' })).toHaveValue('production/shop/api:1.0')
  const right = form.getByRole('combobox', { name: 'Right image' })
  const completion = (value: string) => form.locator(`datalist option[value="${value}"]`)
  await right.fill('staging/shop')
  await expect(completion('staging/shop/api:').first()).toBeAttached()
  await right.fill('staging/shop/api:')
  await expect(completion('staging/shop/api:1.0').first()).toBeAttached()
  await right.fill('staging/shop/api:1.1')
  await expect(completion('staging/shop/api:1.1').first()).toBeAttached()
  await expect(completion('staging/shop/api:1.0')).toHaveCount(0)
  await right.press('Enter')
  await expect(side('Right')).toContainText('staging/shop/api:1.1')
})

test('two tags that are selected are compared, the older one on the left', async () => {
  await open('/r/staging/shop~api')
  await page.getByRole('checkbox', { name: '1.1', exact: true }).click()
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar).toContainText('1 tag selected')
  await expect(bar.getByRole('link', { name: 'Compare' })).toHaveCount(0)
  await page.getByRole('checkbox', { name: '1.0', exact: true }).click()
  await bar.getByRole('link', { name: 'Compare' }).click()
  await expect(side('Left')).toContainText('staging/shop/api:1.0')
  await expect(side('Right')).toContainText('staging/shop/api:1.1')
})

test('a manifest says where else it is, and what shares its layers', async () => {
  await open('/r/production/shop~api/1.0')
  await page.getByRole('button', { name: 'Find it in all registries' }).click()
  const holders = page.getByRole('list', { name: 'Holds this digest' })
  await expect(holders.getByRole('listitem')).toHaveCount(2)
  await expect(page.getByRole('list', { name: 'Shares its layers' }).getByRole('listitem')).toContainText([
    'staging/shop/api:1.1',
  ])
  await page.reload()
  await holders
    .getByRole('listitem')
    .filter({ hasText: 'staging/' })
    .getByRole('link', { name: ':1.0' })
    .click()
  await expect(page).toHaveURL(/\/r\/staging\/shop~api\/1\.0/)
})

test('axe finds nothing on it, nor on its form, its failure and the places of an image', async () => {
  test.setTimeout(120_000)
  await open(pair)
  await expect(page.getByRole('list', { name: 'Referrers' })).toBeVisible()
  await expectAccessibleEverywhere(page, 'image-diff')
  await open('/compare/images')
  await expect(page.getByRole('form', { name: 'Images to compare' })).toBeVisible()
  await expectAccessibleEverywhere(page, 'image-diff-form')
  await open('/compare/images?left=production/shop~api:1.0&right=staging/shop~api:never')
  await expect(side('Right').getByRole('alert')).toBeVisible()
  await expectAccessibleEverywhere(page, 'image-diff-problem')
  await open('/r/production/shop~api/1.0?places=true')
  await expect(page.getByRole('list', { name: 'Shares its layers' })).toBeVisible()
  await expectAccessibleEverywhere(page, 'places')
})
