import type { Page } from 'playwright/test'
import { buildImage } from '../lab/images.ts'
import { push } from '../lab/push.ts'
import { buildAndPush } from '../lab/real-images.ts'
import { digestAt, removeDigest, tagsAt } from './registry.ts'
import { expect, test } from './test.ts'

const dialogFor = (page: Page, tag: string) => page.getByRole('dialog', { name: `Delete tag ${tag}?` })
const rowOf = (page: Page, tag: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: tag, exact: true }) })

test('by keyboard alone one tag of a buildah image goes; its siblings live on at the registry', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const repository = 'clean/app'
  const { digest } = await buildAndPush({
    registryUrl: real.url,
    repository,
    tags: ['1.4.2', '1.4', 'latest'],
  })
  await open('/r/real/clean~app')
  await expect(rowOf(page, 'latest')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('End')
  await expect(rowOf(page, 'latest')).toBeFocused()
  await page.keyboard.press('#')
  const dialog = dialogFor(page, 'latest')
  await expect(dialog.getByText('2 other tags on the same digest stay')).toBeVisible()
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  expect((await dialog.getByRole('listitem').allTextContents()).toSorted()).toEqual(['1.4', '1.4.2'])
  await expect(dialog.getByText(/pushes a small placeholder manifest/)).toBeVisible()
  await expect(dialog.getByText(digest.slice(7, 19))).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Delete tag latest' })).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(page.getByText('Tag latest deleted')).toBeVisible({ timeout: 30_000 })
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, 'latest')).toBeHidden()
  // The last row was it: the one above it takes the focus.
  await expect(rowOf(page, '1.4')).toBeFocused()
  expect(await tagsAt(real, repository)).toEqual(['1.4', '1.4.2'])
  expect(await digestAt(real, repository, '1.4')).toBe(digest)
  expect(await digestAt(real, repository, '1.4.2')).toBe(digest)
  await page.reload()
  await expect(rowOf(page, '1.4')).toBeVisible()
  await expect(rowOf(page, 'latest')).toBeHidden()

  await open('/activity?show=portolan')
  const entries = page.getByRole('row', { name: /Delete a tag real\/clean\/app:latest/ })
  await expect(entries).toHaveCount(2)
  await expect(entries.first()).toContainText('Done')
})

test('a tag that is alone on its digest goes with it, from a registry that needs a password', async ({
  page,
  open,
  lab,
}) => {
  const { locked } = lab.registries
  await push({ url: locked.url, authorize: () => locked.authorization }, 'clean/alone', buildImage(), 'only')
  await open('/r/locked/clean~alone/only')
  await page.getByRole('button', { name: 'Delete tag…' }).click()
  const dialog = dialogFor(page, 'only')
  await expect(dialog.getByText('No other tag is touched')).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete tag only' }).click()
  await expect(page.getByText('Tag only deleted')).toBeVisible({ timeout: 30_000 })
  await expect(page).toHaveURL('/r/locked/clean~alone')
  expect(await tagsAt(locked, 'clean/alone')).toEqual([])
})

test('Escape keeps the tag, and the focus returns to its row', async ({ page, open, lab }) => {
  const { real } = lab.registries
  const image = await push(real, 'clean/kept', buildImage(), 'v1')
  await open('/r/real/clean~kept')
  await expect(rowOf(page, 'v1')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('#')
  await expect(dialogFor(page, 'v1').getByRole('button', { name: 'Delete tag v1' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialogFor(page, 'v1')).toBeHidden()
  await expect(rowOf(page, 'v1')).toBeFocused()
  expect(await digestAt(real, 'clean/kept', 'v1')).toBe(image.digest)
})

test('with deletion off the dialog says why and how to turn it on, and nothing changes', async ({
  page,
  open,
  lab,
}) => {
  const { kept } = lab.registries
  const before = await digestAt(kept, 'archive/app', 'latest')
  await open('/r/kept/archive~app?delete=latest')
  const dialog = dialogFor(page, 'latest')
  await expect(dialog.getByText('The registry has deletion turned off')).toBeVisible()
  await expect(dialog.getByText(/^Nothing was read/)).toBeVisible()
  await expect(dialog.getByText('REGISTRY_STORAGE_DELETE_ENABLED=true')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete tag latest' })).toBeHidden()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(rowOf(page, 'latest')).toBeVisible()
  expect(await digestAt(kept, 'archive/app', 'latest')).toBe(before)
  expect(await tagsAt(kept, 'archive/app')).toEqual(['1.0', 'latest'])
})

test('a tag that moves while its plan is open is not deleted, and the next plan is about where it is now', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const before = await push(real, 'clean/moved', buildImage(), 'v1')
  await open('/r/real/clean~moved?delete=v1')
  const dialog = dialogFor(page, 'v1')
  const confirm = dialog.getByRole('button', { name: 'Delete tag v1' })
  await expect(confirm).toBeEnabled()
  const after = await push(real, 'clean/moved', buildImage({ labels: { pushed: 'meanwhile' } }), 'v1')
  await expect(dialog.getByText(before.digest.slice(7, 19))).toBeVisible()
  await confirm.click()
  await expect(page.getByText('Nothing was deleted')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('It has moved to another digest since')).toBeVisible()
  expect(await digestAt(real, 'clean/moved', 'v1')).toBe(after.digest)
  await rowOf(page, 'v1').getByRole('button', { name: 'Delete tag v1' }).click()
  await expect(dialog.getByText(after.digest.slice(7, 19))).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete tag v1' }).click()
  await expect(page.getByText('Tag v1 deleted')).toBeVisible({ timeout: 30_000 })
  expect(await digestAt(real, 'clean/moved', 'v1')).toBeNull()
})

test('a tag that vanished before it could be deleted is said to be gone', async ({ page, open, lab }) => {
  const { real } = lab.registries
  const image = await push(real, 'clean/vanished', buildImage(), ['v1'])
  await open('/r/real/clean~vanished')
  await expect(rowOf(page, 'v1')).toBeVisible()
  await removeDigest(real.url, 'clean/vanished', image.digest)
  await rowOf(page, 'v1').getByRole('button', { name: 'Delete tag v1' }).click()
  await expect(dialogFor(page, 'v1').getByText('It is not there any more')).toBeVisible()
  await expect(dialogFor(page, 'v1').getByRole('button', { name: 'Delete tag v1' })).toBeHidden()
})
