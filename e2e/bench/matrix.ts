import type { Page } from 'playwright'
import { Pool } from 'undici'
import { compareSorts } from '#lib/api/compare.ts'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import type { Bench, Console, Topic } from './bench.ts'
import { hydrated, openWindow, startChromium } from './chromium.ts'
import { fillSide, sidesShare } from './matrix-contents.ts'
import { type Measurement, ms } from './measurement.ts'
import { openUntilKnown, repository } from './open-repository.ts'
import { median, percentile } from './statistics.ts'

const answered = { id: 'matrix', title: 'matrix of 2 × 5,000 tags at the HTTP API: p95', bound: '≤ 200 ms' }
const painted = { id: 'matrixPaint', title: '… click until its rows are painted: p50', bound: '≤ 400 ms' }
/** As many rows as the page asks for at once. */
const pageSize = 200
const sides = ['left', 'right'] as const
const targets = sides.map((id) => `target=${id}/${repository.replace('/', '~')}`).join('&')

/** The same tags in two registries, out of the index: every page in every order, and the page in Chromium. */
export const matrix: Topic = {
  title: 'Matrix',
  rows: [answered, painted],
  measure: async (bench) => {
    const console = await bench.startConsole()
    for (const [at, id] of sides.entries()) {
      const registry = bench.keep(await startDockerRegistry())
      fillSide(registry.dir, repository, bench.scale.tags, at)
      await openUntilKnown(console, registry, id)
    }
    // What the opening has left to do is not this row's.
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    const pages = await readPages(console, bench.scale.tags)
    const paints = await readPaints(bench, console)
    await console.app.stop()
    const [high, middle] = [percentile(pages, 0.95), median(paints)]
    const rows: Measurement[] = [
      {
        ...answered,
        measured: ms(high),
        passed: high <= 200,
        note: `${pages.length} pages of ${pageSize}, p50 ${ms(percentile(pages, 0.5))}, slowest ${ms(Math.max(...pages))}`,
        figures: { p50Ms: percentile(pages, 0.5), p95Ms: high, samplesMs: pages, pageSize },
      },
      {
        ...painted,
        measured: ms(middle),
        passed: middle <= 400,
        note: `${paints.length} clicks, p95 ${ms(percentile(paints, 0.95))}`,
        figures: { p50Ms: middle, samplesMs: paints },
      },
    ]
    return rows
  },
}

/** Every sort in both orders to the last page; milliseconds. That no row is left out is checked. */
async function readPages({ app, cookies }: Console, tags: number): Promise<number[]> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const pool = new Pool(app.url, { connections: 1 })
  const samples: number[] = []
  try {
    for (const sort of compareSorts) {
      for (const order of ['asc', 'desc']) {
        let read = 0
        for (let cursor: string | null = ''; cursor !== null; ) {
          const path = `/api/v1/compare/tags?${targets}&sort=${sort}&order=${order}&limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
          const startedAt = performance.now()
          const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { cookie } })
          const text = await body.text()
          samples.push(performance.now() - startedAt)
          if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 300)}`)
          const page = JSON.parse(text) as { items: unknown[]; nextCursor: string | null }
          read += page.items.length
          cursor = page.nextCursor
        }
        if (read !== tags + sidesShare(tags).apart) throw new Error(`${sort} ${order}: ${read} rows`)
      }
    }
  } finally {
    await pool.close()
  }
  return samples
}

/** From the click on the button that compares, in the form that names both sides, until the rows on screen are whole. */
async function readPaints(bench: Bench, console: Console): Promise<number[]> {
  const context = await openWindow(await startChromium(bench), console)
  const page = await context.newPage()
  const samples: number[] = []
  // The first one warms the caches of browser and server.
  await clickOnce(page, console)
  for (let at = 0; at < bench.scale.clicks; at++) samples.push(await clickOnce(page, console))
  await context.close()
  return samples
}

async function clickOnce(page: Page, { app }: Console): Promise<number> {
  await page.goto(`${app.url}/compare?choose=true&${targets}`)
  await hydrated(page)
  const button = page.getByRole('button', { name: 'Compare', exact: true })
  await button.waitFor()
  await page.waitForTimeout(400)
  await page.evaluate(armStopwatch)
  await button.click()
  return page.evaluate(() => Reflect.get(window, 'benchStopwatch') as Promise<number>)
}

/** Runs in the page: from the click's own time to the frame after the one in which every visible row says what each side has. */
function armStopwatch() {
  const isPainted = () => {
    const rows = [...document.querySelectorAll('[role=treegrid] tbody tr')].filter(
      (row) => row.getBoundingClientRect().top < innerHeight,
    )
    return rows.length >= 10 && rows.every((row) => /[0-9a-f]{12}/.test(row.textContent ?? ''))
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
