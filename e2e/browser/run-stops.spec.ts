import type { Page } from 'playwright/test'
import { signIn } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { deletionsOf } from '../server/deletion-world.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { digestAt, tagsAt } from './registry.ts'
import { expect, test } from './test.ts'

/** The real registry once more, through something that slows it down and breaks it. */
const id = 'unsteady'
let proxy: FaultyProxy

const badge = (page: Page, state: string) => page.getByRole('main').getByText(state, { exact: true })
const itemsOf = (page: Page) => page.getByRole('grid', { name: 'Items of the deletion' })

test.beforeEach(async ({ lab }) => {
  proxy = await startProxy(lab.registries.real.url)
  const { api } = await signIn(lab.url)
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ id, name: 'Unsteady', url: proxy.url })
  expect((await api('/registries', { method: 'POST', headers, body })).status).toBe(201)
})

// The other files count the registries.
test.afterEach(async ({ lab }) => {
  const { api } = await signIn(lab.url)
  await api(`/registries/${id}`, { method: 'DELETE' })
  await proxy.stop()
})

test('a run is stopped while it is watched, says what it has not reached, and goes on when it is asked to', async ({
  page,
  open,
  lab,
}) => {
  test.setTimeout(180_000)
  const { real } = lab.registries
  const repository = 'clean/stopped'
  const count = 90
  writeTags(real.dir, repository, count, { images: count })
  const runs = deletionsOf(await signIn(lab.url))
  const plan = await runs.plan({ matching: { registry: id, repository } })
  // Nobody is through before the page was looked at: a minute and a half for all of them.
  proxy.addFault({ fault: { kind: 'delay', ms: 1_000 }, when: ({ method }) => method === 'DELETE' })
  await open(`/cleanup/${plan.id}`)
  await expect(page.getByText('This was planned and not run: nothing was deleted.')).toBeVisible()
  await runs.begin(plan.id)
  await expect(badge(page, 'Running')).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'How far the deletion is' })).toBeVisible()
  await expect(page.getByText(/[1-9]\d* deleted/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(badge(page, 'Done in part')).toBeVisible({ timeout: 60_000 })
  proxy.heal()

  const { results } = await runs.get(plan.id)
  expect(results.removed + results.cancelled).toBe(count)
  expect(results.cancelled).toBeGreaterThan(0)
  expect(await tagsAt(real, repository)).toHaveLength(results.cancelled)
  await expect(page.getByText(`${results.removed} deleted`)).toBeVisible()
  await expect(page.getByText(`${results.cancelled} not reached`)).toBeVisible()
  await expect(page.getByText(/^It can be undone for /)).toBeVisible()
  // It deletes, so it is asked about as the plan was.
  await page.getByRole('button', { name: `Go on with ${results.cancelled} items` }).click()
  const question = page.getByRole('dialog', { name: `Delete ${results.cancelled} items after all?` })
  await expect(question.getByRole('button', { name: 'Leave them' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  expect(await tagsAt(real, repository)).toHaveLength(results.cancelled)
  await page.getByRole('button', { name: `Go on with ${results.cancelled} items` }).click()
  await question.getByRole('button', { name: `Delete ${results.cancelled} items` }).click()
  await expect(badge(page, 'Done')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(`${count} deleted`)).toBeVisible()
  expect(await tagsAt(real, repository)).toEqual([])
})

test('a run that ended in part says why at each item, and goes on with those alone', async ({
  page,
  open,
  lab,
}) => {
  test.setTimeout(180_000)
  const { real } = lab.registries
  const repository = 'clean/partial'
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  writeTags(real.dir, repository, names.length, {
    images: names.length,
    tagName: (n) => names[n] ?? `${n}`,
  })
  const failing = await digestAt(real, repository, 'c')
  proxy.addFault({
    fault: { kind: 'answer', status: 500, body: { errors: [{ code: 'UNKNOWN', message: 'disk on fire' }] } },
    when: ({ method, path }) => method === 'DELETE' && path.endsWith(`${failing}`),
  })
  const runs = deletionsOf(await signIn(lab.url))
  const plan = await runs.plan({ matching: { registry: id, repository } })
  await runs.begin(plan.id)
  await open(`/cleanup/${plan.id}`)
  await expect(badge(page, 'Done in part')).toBeVisible({ timeout: 90_000 })
  await expect(page.getByText('5 deleted')).toBeVisible()
  await expect(page.getByText('1 failed')).toBeVisible()
  await expect(itemsOf(page).getByRole('row', { name: /^c .*Failed.*The registry failed/ })).toBeVisible()
  await expect(itemsOf(page).getByRole('row', { name: /^a .*Deleted/ })).toBeVisible()
  expect(await tagsAt(real, repository)).toEqual(['c'])
  await expectAccessibleEverywhere(page, 'run-partial')
  await page.setViewportSize({ width: 1280, height: 800 })

  proxy.heal()
  await page.getByRole('button', { name: 'Go on with 1 item' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 1 item' }).click()
  await expect(badge(page, 'Done')).toBeVisible({ timeout: 60_000 })
  await expect(itemsOf(page).getByRole('row', { name: /^c .*Deleted/ })).toBeVisible()
  expect(await tagsAt(real, repository)).toEqual([])
})
