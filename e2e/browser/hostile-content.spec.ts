import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { hostileText } from './contents.ts'
import { expect, test } from './test.ts'

// Dialog boxes, exceptions and breaches of the page's policy fail every test by themselves.

/** It stands there as text, and has become no element. */
async function expectText(page: Page) {
  await expect(page.getByRole('main').getByText(hostileText).first()).toBeVisible()
  await expect(page.locator('[onerror], img[src="x"]')).toHaveCount(0)
}

test('markup in labels and environment of a buildah image is text', async ({ page, open }) => {
  await open('/r/real/team~api/1.1.0')
  await expectText(page)
  const environment = page.getByRole('table', { name: 'Environment' })
  await expect(environment.getByRole('row', { name: /^GREETING/ })).toContainText(hostileText)
  await expect(
    page.getByRole('table', { name: 'Labels' }).getByRole('row', { name: /^notice/ }),
  ).toContainText(hostileText)
})

test('markup in names and values of annotations is text', async ({ page, open }) => {
  await open('/r/real/odd~hostile/latest?tab=annotations')
  await expectText(page)
})

test('markup in the raw manifest is text', async ({ page, open }) => {
  await open('/r/real/odd~hostile/latest?tab=raw')
  await expect(page.getByRole('region', { name: 'The manifest as JSON' })).toContainText(
    '<script>alert(2)</script>',
  )
  await expect(page.locator('[onerror], img[src="x"]')).toHaveCount(0)
})

test('markup in the address is text', async ({ page, open }) => {
  await open(`/r/real?q=${encodeURIComponent(hostileText)}`)
  await expectText(page)
  await open(`/?q=${encodeURIComponent(hostileText)}`)
  await expectText(page)
})

test('a blob comes as a download that no browser would show', async ({ page, lab, open }) => {
  await open('/r/real/odd~hostile/latest')
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download Config/ }).click()
  const download = await started
  expect(download.url()).toContain(`${lab.url}/api/v1/registries/real/repositories/odd~hostile/blobs/sha256:`)
  const digest = download.url().split('/').at(-1) ?? ''
  // What was saved is the blob, byte for byte, under a name that is nobody's choice but ours.
  const bytes = await readFile(await download.path())
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest)
  expect(bytes.toString()).toContain('onerror')
  expect(download.suggestedFilename()).toMatch(/^[\w.-]+$/)

  // And opened as a page, it is none: saved, not guessed at, and without a script or an origin should it be shown after all.
  const headers = (await page.request.get(download.url())).headers()
  expect(headers['content-disposition']).toMatch(/^attachment/)
  expect(headers['content-type']).toBe('application/octet-stream')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
  const here = page.url()
  const again = page.waitForEvent('download')
  await page.evaluate((url) => window.location.assign(url), download.url())
  await again
  expect(page.url()).toBe(here)
})
