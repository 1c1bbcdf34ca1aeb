import type { Page } from 'playwright/test'
import { buildImage, buildMultiArch } from '../lab/images.ts'
import { signIn } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { forbidPointers, tabTo } from './keyboard.ts'
import { digestAt, tagsAt } from './registry.ts'
import { expect, test } from './test.ts'

/** Forty builds, half of them on digests that twenty releases are on, too. */
const nameOf = (n: number) => (n < 40 ? `build-${n}` : `v1.${n - 40}.0`)
const builds = Array.from({ length: 40 }, (_, n) => nameOf(n)).toSorted()
const releases = Array.from({ length: 20 }, (_, n) => nameOf(n + 40)).toSorted()

const grid = (page: Page, repository: string) => page.getByRole('grid', { name: `Tags of ${repository}` })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const badge = (page: Page, state: string) => page.getByRole('main').getByText(state, { exact: true })

test('by keyboard alone: select by filter, read the plan, run it, watch it, and undo it', async ({
  page,
  open,
  lab,
}) => {
  test.setTimeout(180_000)
  const { real } = lab.registries
  const repository = 'clean/bulk'
  writeTags(real.dir, repository, 60, { images: 30, tagName: nameOf })
  const digests = async () =>
    Object.fromEntries(
      await Promise.all(
        [...builds, ...releases].map(async (tag) => [tag, await digestAt(real, repository, tag)] as const),
      ),
    )
  const before = await digests()
  await forbidPointers(page)
  await open('/r/real/clean~bulk')
  await expect(page.getByText('60 tags')).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('build-')
  await expect(page.getByText('40 of 60 tags')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(
    grid(page, repository)
      .getByRole('row', { name: /^build-/ })
      .first(),
  ).toBeFocused()
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText(/\d+ tags selected/)
  const takeAll = bar(page).getByRole('button', { name: 'Select all 40 that match' })
  // All of them may be loaded already, on a large window.
  if (await takeAll.isVisible()) {
    await tabTo(page, takeAll)
    await page.keyboard.press('Enter')
  }
  await expect(bar(page)).toContainText('40 tags selected')
  await tabTo(page, bar(page).getByRole('button', { name: 'Delete 40 tags…' }))
  await page.keyboard.press('Enter')

  const sheet = page.getByRole('dialog', { name: 'Delete 40 tags?' })
  await expect(sheet.getByText('40 tags go')).toBeVisible()
  await expect(sheet.getByText('20 other tags stay on the same digests')).toBeVisible()
  await expect(sheet.getByText('For 20 tags something is pushed')).toBeVisible()
  // How much is known once the rest of the registry was walked; either way it is said.
  await expect(sheet.getByText(/ come free$|^How much comes free is not known/)).toBeVisible()
  await expect(sheet.getByText(/garbage-collect/).first()).toBeVisible()
  expect(await tagsAt(real, repository)).toHaveLength(60)
  await tabTo(page, sheet.getByRole('tab', { name: 'What happens' }))
  await page.keyboard.press('ArrowRight')
  const items = sheet.getByRole('grid', { name: 'Items of the deletion' })
  await expect(items.getByRole('row', { name: /^build-12 .*Goes through a placeholder/ })).toBeVisible()
  await expect(items.getByRole('row', { name: /^build-3 .*Goes with its digest/ })).toBeVisible()
  await expectAccessibleEverywhere(page, 'plan-items')
  await page.setViewportSize({ width: 1280, height: 800 })
  await tabTo(page, sheet.getByRole('button', { name: 'Delete 40 tags' }))
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/\/cleanup\/[0-9a-f-]{36}$/)
  await expect(badge(page, 'Done')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('40 deleted')).toBeVisible()
  expect(await tagsAt(real, repository)).toEqual(releases)
  for (const tag of releases) expect(await digestAt(real, repository, tag)).toBe(before[tag])
  await expectAccessibleEverywhere(page, 'run')
  await page.setViewportSize({ width: 1280, height: 800 })

  await tabTo(page, page.getByRole('button', { name: 'Undo…' }))
  await page.keyboard.press('Enter')
  const undo = page.getByRole('dialog', { name: 'Undo this deletion?' })
  await expect(undo.getByText('40 tags come back')).toBeVisible()
  await tabTo(page, undo.getByRole('button', { name: 'Put 40 tags back' }))
  await page.keyboard.press('Enter')
  await expect(badge(page, 'Undone')).toBeVisible({ timeout: 60_000 })
  expect(await digests()).toEqual(before)
})

test('a small run is told in passing, with undo in the toast, and stands in the trash', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const image = await push(real, 'clean/few', buildImage({ labels: { few: 'yes' } }), ['a', 'b', 'c'])
  await open('/r/real/clean~few')
  await page.getByRole('checkbox', { name: 'a', exact: true }).click()
  await page.getByRole('checkbox', { name: 'b', exact: true }).click()
  await bar(page).getByRole('button', { name: 'Delete 2 tags…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Delete 2 tags?' })
  await expect(sheet.getByText('1 other tag stays on the same digests')).toBeVisible()
  await expectAccessibleEverywhere(page, 'plan')
  await page.setViewportSize({ width: 1280, height: 800 })
  // What stays beside what was chosen is no item of the plan, which is said where somebody looks for it.
  await sheet.getByRole('tab', { name: 'Items' }).click()
  await sheet.getByRole('button', { name: 'Stay', exact: true }).click()
  await expect(sheet.getByText('Everything that was chosen goes')).toBeVisible()
  await expect(sheet.getByText(/^1 other tag on the same digests stays/)).toBeVisible()
  await sheet.getByRole('button', { name: 'Delete 2 tags' }).click()
  await expect(page.getByText('2 items deleted')).toBeVisible({ timeout: 60_000 })
  await expect(page).toHaveURL('/r/real/clean~few')
  await expect(bar(page)).toBeHidden()
  await expect(page.getByRole('checkbox', { name: 'a', exact: true })).toBeHidden()
  expect(await tagsAt(real, 'clean/few')).toEqual(['c'])

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText('Everything is back')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('checkbox', { name: 'a', exact: true })).toBeVisible()
  for (const tag of ['a', 'b', 'c']) expect(await digestAt(real, 'clean/few', tag)).toBe(image.digest)
})

test('the plan is kept in its address, is made anew with other options, and Escape leaves everything as it was', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  await push(real, 'clean/linked', buildImage({ labels: { linked: 'yes' } }), ['1.0', '1.1'])
  await open('/r/real/clean~linked')
  const box = page.getByRole('checkbox', { name: '1.1', exact: true })
  await box.click()
  await page.keyboard.press('#')
  const sheet = page.getByRole('dialog', { name: 'Delete tag 1.1?' })
  await expect(sheet.getByText('This tag goes')).toBeVisible()
  await expect(page).toHaveURL(/plan=[0-9a-f-]{36}/)
  const first = page.url()
  await page.reload()
  await expect(sheet.getByText('This tag goes')).toBeVisible()
  await sheet.getByRole('checkbox', { name: 'Children of indexes that go' }).click()
  await expect(sheet.getByText('They stay in the registry as manifests without a tag.')).toBeVisible()
  await expect(page).not.toHaveURL(first)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(page).toHaveURL('/r/real/clean~linked')
  expect(await tagsAt(real, 'clean/linked')).toEqual(['1.0', '1.1'])

  await box.click()
  await box.focus()
  await page.keyboard.press('#')
  await expect(sheet.getByText('This tag goes')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(box).toBeFocused()
})

test('what the registry does not let go is said before anything is tried', async ({ page, open, lab }) => {
  await open('/r/kept/archive~app')
  await expect(page.getByRole('row', { name: /^latest/ })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await bar(page).getByRole('button', { name: 'Delete 2 tags…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Nothing can be deleted' })
  await expect(sheet.getByText('The registry has deletion turned off')).toBeVisible()
  await expect(sheet.getByText('REGISTRY_STORAGE_DELETE_ENABLED=true')).toBeVisible()
  await expect(sheet.getByRole('button', { name: /^Delete / })).toBeHidden()
  expect(await tagsAt(lab.registries.kept, 'archive/app')).toEqual(['1.0', 'latest'])
})

test('runs and trash are reached by key, and are accessible in both themes and on a phone', async ({
  page,
  open,
}) => {
  await open('/')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page).toHaveURL('/cleanup')
  await expect(page.getByRole('row', { name: /real\/clean\/bulk/ })).toContainText('Undone')
  await expectAccessibleEverywhere(page, 'cleanup')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('tab', { name: 'Trash' }).click()
  await expect(page).toHaveURL('/cleanup?show=trash')
  await expectAccessibleEverywhere(page, 'trash')
})

test('manifests without a tag are selected and deleted by digest, but not those that an index needs', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const repository = 'clean/untagged'
  const loose = await push(real, repository, buildImage({ labels: { loose: 'yes' } }))
  const index = await push(real, repository, buildMultiArch(), 'kept')
  const { json } = await signIn(lab.url)
  await json(`/registries/real/repositories/clean~untagged/manifests/${loose.digest}`)
  await json('/registries/real/repositories/clean~untagged/manifests/kept')
  await open('/r/real/clean~untagged?view=untagged')
  const box = (digest: string) => page.getByRole('checkbox', { name: digest.slice(7, 19) })
  const [child] = index.children
  if (!child) throw new Error('an index has children')
  await box(loose.digest).click()
  await box(child.digest).click()
  await expect(bar(page)).toContainText('2 manifests selected')
  await bar(page).getByRole('button', { name: 'Delete 2 manifests…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Delete 1 manifest?' })
  await expect(sheet.getByText('An index that stays needs it')).toBeVisible()
  await sheet.getByRole('button', { name: 'Delete 1 manifest' }).click()
  await expect(page.getByText('1 item deleted')).toBeVisible({ timeout: 60_000 })
  await expect(box(loose.digest)).toBeHidden()
  expect(await digestAt(real, repository, loose.digest)).toBeNull()
  expect(await digestAt(real, repository, child.digest)).toBe(child.digest)
  expect(await digestAt(real, repository, 'kept')).toBe(index.digest)
})

test('what may be superfluous is suggested with its reason, and chosen into a plan', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const built = (days: number) =>
    buildImage({ created: new Date(Date.now() - days * 86_400_000).toISOString() })
  await push(real, 'clean/suggest', built(200), 'old')
  await push(real, 'clean/suggest', built(2), 'new')
  await open('/r/real/clean~suggest')
  await expect(page.getByRole('row', { name: /^old .*linux/ })).toBeVisible()
  await page.getByRole('button', { name: 'Suggestions' }).click()
  await expect(page).toHaveURL(/suggestions=true/)
  const sheet = page.getByRole('dialog', { name: 'What may be superfluous' })
  const stale = sheet.getByRole('checkbox', { name: '1 tag is older than 90 days' })
  await expect(stale).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Choose what to delete' })).toBeDisabled()
  await expectAccessibleEverywhere(page, 'suggestions')
  await page.setViewportSize({ width: 1280, height: 800 })
  await sheet.getByLabel('Old is what was created before').selectOption('365 days')
  await expect(sheet.getByText('Nothing seems superfluous')).toBeVisible()
  await sheet.getByLabel('Old is what was created before').selectOption('90 days')
  await stale.check()
  await sheet.getByRole('button', { name: 'Plan the deletion of 1 item…' }).click()
  await expect(page.getByRole('dialog', { name: 'Delete tag old?' }).getByText('This tag goes')).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await tagsAt(real, 'clean/suggest')).toEqual(['new', 'old'])
})
