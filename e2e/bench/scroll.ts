import type { Page } from 'playwright'
import type { Topic } from './bench.ts'
import { hydrated, openWindow, startChromium } from './chromium.ts'
import { knownRepository } from './open-repository.ts'
import { worstFramesPerSecond } from './statistics.ts'

const minFrames = 50
const row = {
  id: 'scroll',
  title: 'scrolling through all rows: frames in the worst second',
  bound: `≥ ${minFrames}`,
}
/** At sixty turns of the wheel a second: some 330 rows, faster than anybody reads. */
const wheelPx = 200
const wheelEveryMs = 1000 / 60

/** The wheel turned from the first row to the last; `requestAnimationFrame` tells the frames that there were. */
export const scroll: Topic = {
  title: 'Scroll',
  rows: [row],
  measure: async (bench) => {
    const known = await knownRepository(bench)
    const context = await openWindow(await startChromium(bench), known.console)
    const page = await context.newPage()
    await page.goto(`${known.console.app.url}/r/${known.registry}/${known.repository.replace('/', '~')}`)
    await hydrated(page)
    const grid = page.getByRole('grid', { name: `Tags of ${known.repository}` })
    await grid.locator('tbody time').first().waitFor()
    await grid.hover()
    await page.waitForTimeout(1_000)
    await page.evaluate(countFrames)
    await turnWheel(page, known.tags)
    const frames = await page.evaluate(() => Reflect.get(window, 'benchFrames') as number[])
    await context.close()
    const worst = worstFramesPerSecond(frames)
    const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at))
    return [
      {
        ...row,
        measured: String(Math.floor(worst)),
        passed: worst >= minFrames,
        note: `${frames.length} frames in ${((frames.at(-1) ?? 0) / 1000 - (frames[0] ?? 0) / 1000).toFixed(1)} s, longest gap ${Math.round(Math.max(...gaps))} ms`,
        figures: { worstFramesPerSecond: worst, frames: frames.length, longestGapMs: Math.max(...gaps) },
      },
    ]
  },
}

function countFrames() {
  const frames: number[] = []
  Reflect.set(window, 'benchFrames', frames)
  const tick = (now: number) => {
    frames.push(now)
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
}

/** Until the last row is in the document; patience is for a list that is still being loaded. */
async function turnWheel(page: Page, tags: number): Promise<void> {
  const isAtEnd = (last: number) =>
    document.querySelector(`tbody tr[aria-rowindex="${last + 1}"] time`) !== null
  const deadline = Date.now() + 120_000
  for (let turn = 0; ; turn++) {
    const turnedAt = performance.now()
    await page.mouse.wheel(0, wheelPx)
    if (turn % 30 === 29 && (await page.evaluate(isAtEnd, tags))) return
    if (Date.now() > deadline) throw new Error('the last row did not come within two minutes')
    const rest = wheelEveryMs - (performance.now() - turnedAt)
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
  }
}
