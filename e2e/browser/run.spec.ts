import { readFile } from 'node:fs/promises'
import { buildImage } from '../lab/images.ts'
import { signIn } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { deletionsOf } from '../server/deletion-world.ts'
import { digestAt, tagsAt } from './registry.ts'
import { expect, test } from './test.ts'

test('one item of a run is put back by itself, and the report of the run leaves as a file', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const repository = 'clean/items'
  const image = await push(real, repository, buildImage({ labels: { items: 'yes' } }), ['a', 'b', 'stays'])
  const runs = deletionsOf(await signIn(lab.url))
  const items = ['a', 'b'].map((tag) => ({ registry: 'real', repository, tag }))
  const { id } = await runs.plan({ items })
  expect(await runs.execute(id)).toMatchObject({ state: 'succeeded' })
  expect(await tagsAt(real, repository)).toEqual(['stays'])

  await open(`/cleanup/${id}`)
  const table = page.getByRole('grid', { name: 'Items of the deletion' })
  await table
    .getByRole('row', { name: /^a / })
    .getByRole('button', { name: /^Put .*a back$/ })
    .click()
  const dialog = page.getByRole('dialog', { name: /^Put .*a back\?$/ })
  await expect(dialog.getByText('1 tag comes back')).toBeVisible()
  await dialog.getByRole('button', { name: 'Put 1 tag back' }).click()
  await expect(table.getByRole('row', { name: /^a .*Put back/ })).toBeVisible({ timeout: 60_000 })
  expect(await tagsAt(real, repository)).toEqual(['a', 'stays'])
  expect(await digestAt(real, repository, 'a')).toBe(image.digest)
  // The other one can still be put back.
  await expect(
    table.getByRole('row', { name: /^b / }).getByRole('button', { name: /^Put .*b back$/ }),
  ).toBeVisible()

  await page.getByRole('button', { name: 'Report' }).click()
  const started = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'As CSV' }).click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines.filter((line) => line.includes('undone'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('removed'))).toHaveLength(1)
})

test('what can not come back is told before an undo begins, and the rest comes back when that is enough', async ({
  page,
  open,
  lab,
}) => {
  const { real } = lab.registries
  const repository = 'clean/lost'
  const lost = buildImage({ labels: { lost: 'layer' }, layers: [{ 'etc/lost': 'of the browser' }] })
  await push(real, repository, lost, 'lost')
  const whole = await push(real, repository, buildImage({ labels: { whole: 'one' } }), 'whole')
  const runs = deletionsOf(await signIn(lab.url))
  const items = ['lost', 'whole'].map((tag) => ({ registry: 'real', repository, tag }))
  const { id } = await runs.plan({ items })
  expect(await runs.execute(id)).toMatchObject({ state: 'succeeded' })
  const layer = lost.blobs.at(-1)?.digest ?? ''
  const gone = await fetch(`${real.url}/v2/${repository}/blobs/${layer}`, { method: 'DELETE' })
  expect(gone.status).toBe(202)

  await open(`/cleanup/${id}`)
  await page.getByRole('button', { name: 'Undo…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Undo this deletion?' })
  await expect(dialog.getByText('1 tag comes back')).toBeVisible()
  await expect(dialog.getByText('1 manifest can’t come back')).toBeVisible()
  await expect(dialog.getByText(layer)).toBeVisible()
  expect(await tagsAt(real, repository)).toEqual([])
  await dialog.getByRole('button', { name: 'Put the rest back' }).click()
  const table = page.getByRole('grid', { name: 'Items of the deletion' })
  await expect(table.getByRole('row', { name: /^whole .*Put back/ })).toBeVisible({ timeout: 60_000 })
  expect(await digestAt(real, repository, 'whole')).toBe(whole.digest)
  expect(await digestAt(real, repository, 'lost')).toBeNull()
})
