import type { Page } from 'playwright'
import type { KnownRepository, Topic } from './bench.ts'
import { hydrated, openWindow, startChromium } from './chromium.ts'
import { ms } from './measurement.ts'
import { knownRepository } from './open-repository.ts'
import { median, percentile } from './statistics.ts'

const row = { id: 'click', title: 'click until rows with size and date are painted: p50', bound: '≤ 150 ms' }

/** A click on the repository in its registry's list, in a page that was loaded for it, until its rows are on screen. */
export const click: Topic = {
  title: 'Click',
  rows: [row],
  measure: async (bench) => {
    const known = await knownRepository(bench)
    const context = await openWindow(await startChromium(bench), known.console)
    const page = await context.newPage()
    const samples: number[] = []
    // The first one warms the caches of browser and server.
    await clickOnce(page, known)
    for (let at = 0; at < bench.scale.clicks; at++) samples.push(await clickOnce(page, known))
    await context.close()
    const middle = median(samples)
    return [
      {
        ...row,
        measured: ms(middle),
        passed: middle <= 150,
        note: `${samples.length} clicks, p95 ${ms(percentile(samples, 0.95))}`,
        figures: { p50Ms: middle, samplesMs: samples },
      },
    ]
  },
}

async function clickOnce(page: Page, { console, registry, repository }: KnownRepository): Promise<number> {
  await page.goto(`${console.app.url}/r/${registry}`)
  await hydrated(page)
  const link = page.getByRole('link', { name: repository.split('/').at(-1) ?? '' }).last()
  await link.waitFor()
  // What the page loads ahead is loaded, as it is when a person has found the row.
  await page.waitForTimeout(400)
  await page.evaluate(armStopwatch, { label: `Tags of ${repository}` })
  await link.click()
  const tookMs = await page.evaluate(readStopwatch)
  return tookMs
}

/** Runs in the page: from the click's own time to the frame after the one in which every visible row is whole. */
function armStopwatch({ label }: { label: string }) {
  const isWhole = (row: Element) =>
    row.querySelector('time[datetime]') !== null && /\d\s?(B|kB|MB|GB)/.test(row.textContent ?? '')
  const isPainted = () => {
    const grid = document.querySelector(`[role=grid][aria-label="${label}"]`)
    const rows = [...(grid?.querySelectorAll('tbody tr') ?? [])].filter(
      (row) => row.getBoundingClientRect().top < innerHeight,
    )
    return rows.length >= 10 && rows.every(isWhole)
  }
  const stopwatch = new Promise<number>((resolve) => {
    const start = (event: Event) => {
      const look = () => {
        if (!isPainted()) return requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - event.timeStamp)
        return port2.postMessage(null)
      }
      requestAnimationFrame(look)
    }
    addEventListener('click', start, { capture: true, once: true })
  })
  Reflect.set(window, 'benchStopwatch', stopwatch)
}

const readStopwatch = () => Reflect.get(window, 'benchStopwatch') as Promise<number>
