import type { Page } from 'playwright/test'
import { expect, test } from './test.ts'

/** What is promised is 200 kB (docs/benchmarks.md, `npm run bench`): more than this, and something has come along by mistake. */
const maxBytes = 230_000

/** Bytes received for scripts, headers and compression included, and how many there were. */
async function watchScripts(page: Page) {
  const session = await page.context().newCDPSession(page)
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await session.send('Network.enable')
  return () => ({ bytes, count: scripts.size })
}

// What a person has to ask for (a menu, a dialog, the search) comes then.
for (const path of ['/', '/r/real', '/r/real/team~api', '/r/real/-/sizes', '/search', '/activity']) {
  test(`${path} loads no scripts by itself that nobody has asked for`, async ({ page, open }) => {
    const loaded = await watchScripts(page)
    await open(path)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.waitForTimeout(1_000)
    const { bytes, count } = loaded()
    expect(count).toBeGreaterThan(3)
    expect(bytes).toBeLessThanOrEqual(maxBytes)
  })
}
