import type { Browser } from 'playwright'
import { watchScripts } from '../lab/script-bytes.ts'
import type { Console, Topic } from './bench.ts'
import { openWindow, startChromium } from './chromium.ts'
import type { Measurement } from './measurement.ts'
import { knownRepository } from './open-repository.ts'

const maxBytes = 200_000
const row = { id: 'firstLoad', title: 'JavaScript on first load', bound: '≤ 200 kB' }
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

/**
 * What Chromium receives for scripts, headers and compression included, when a page is the first that someone opens: until
 * the network is silent, so with all that the page loads ahead. The larger of the overview and the tags of a repository.
 */
export const firstLoad: Topic = {
  title: 'First load',
  rows: [row],
  measure: async (bench) => {
    const known = await knownRepository(bench)
    const browser = await startChromium(bench)
    const overview = await scriptBytes(browser, known.console, '/')
    const tags = await scriptBytes(
      browser,
      known.console,
      `/r/${known.registry}/${known.repository.replace('/', '~')}`,
    )
    return [measurementOf(overview, tags)]
  },
}

function measurementOf(overview: number, tags: number): Measurement {
  const most = Math.max(overview, tags)
  return {
    ...row,
    measured: kB(most),
    passed: most <= maxBytes,
    note: `overview ${kB(overview)}, tags page ${kB(tags)} (as transferred, by Chromium's network log)`,
    figures: { overviewBytes: overview, tagsPageBytes: tags },
  }
}

async function scriptBytes(browser: Browser, console: Console, path: string): Promise<number> {
  const context = await openWindow(browser, console)
  try {
    const page = await context.newPage()
    const loaded = await watchScripts(page)
    await page.goto(`${console.app.url}${path}`, { waitUntil: 'load' })
    // Not “networkidle”: a page that listens for events is never idle.
    await page.waitForTimeout(2_500)
    const { bytes, count } = loaded()
    if (count === 0) throw new Error(`${path}: no script was loaded`)
    return bytes
  } finally {
    await context.close()
  }
}
