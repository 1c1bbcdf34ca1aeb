import { signIn } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { readLab } from './lab.ts'
import { expect, test } from './test.ts'

let proxy: FaultyProxy

test.beforeAll(async () => {
  const { registries, url } = readLab()
  writeTags(registries.real.dir, 'big/counted', 1_000)
  proxy = await startProxy(registries.real.url)
  const { json } = await signIn(url)
  const body = JSON.stringify({
    id: 'counted',
    name: 'Counted registry',
    url: proxy.url,
    syncEverySeconds: null,
  })
  await json('/registries', { method: 'POST', headers: { 'content-type': 'application/json' }, body }, 201)
})

test.afterAll(async () => {
  const { api } = await signIn(readLab().url)
  await api('/registries/counted', { method: 'DELETE' })
  await proxy?.stop()
})

const ofRepository = () => proxy.count({ path: /\/big\/counted\// })

test('the first page of 1,000 tags costs one list and two requests a row; a reload at most one', async ({
  page,
  open,
}) => {
  proxy.clearRequests()
  await open('/r/counted/big~counted')
  const rows = page.getByRole('grid', { name: 'Tags of big/counted' }).locator('tbody tr:not([aria-hidden])')
  await expect(page.getByText('1,000 tags')).toBeVisible()
  await expect(rows.first()).toContainText('linux/amd64')
  for (const row of await rows.all()) {
    await expect(row).toContainText(/\d B|kB/)
    await expect(row).toContainText('linux/amd64')
    await expect(row.getByRole('time')).toBeVisible()
  }
  // Until nothing has been asked for a while, also of what the page reads ahead.
  await expect(page.getByText(/^as of /).or(page.getByText('just now'))).toBeVisible()
  expect(proxy.count({ path: '/v2/big/counted/tags/list' })).toBe(1)
  // Rows of 36 pixels: no more than the whole window could show.
  const onScreen = Math.ceil((page.viewportSize()?.height ?? 0) / 36)
  expect(ofRepository()).toBeLessThanOrEqual(1 + 2 * onScreen)

  proxy.clearRequests()
  await page.reload()
  await expect(rows.first()).toContainText('linux/amd64')
  await page.waitForLoadState('networkidle')
  expect(ofRepository()).toBeLessThanOrEqual(1)
})
