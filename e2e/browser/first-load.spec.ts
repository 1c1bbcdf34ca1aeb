import { watchScripts } from '../lab/script-bytes.ts'
import { expect, test } from './test.ts'

/** What is promised is 200 kB (docs/benchmarks.md, `npm run bench`): more than this, and something has come along by mistake. */
const maxBytes = 230_000

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
