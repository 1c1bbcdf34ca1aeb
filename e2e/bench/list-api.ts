import { Pool } from 'undici'
import { tagSorts } from '#lib/api/tags.ts'
import type { KnownRepository, Topic } from './bench.ts'
import { ms } from './measurement.ts'
import { knownRepository } from './open-repository.ts'
import { percentile } from './statistics.ts'

const p50 = { id: 'listP50', title: 'the same again, any sort, any page: p50', bound: '≤ 15 ms' }
const p95 = { id: 'listP95', title: '… p95', bound: '≤ 40 ms' }
const upstream = { id: 'listUpstream', title: '… requests to the registry', bound: 'none' }
const pageSize = 100

/** Every sort in both orders, from the first page to the last, at the HTTP API. */
export const listApi: Topic = {
  title: 'List',
  rows: [p50, p95, upstream],
  measure: async (bench) => {
    const known = await knownRepository(bench)
    // What the opening has left to do is not this row's. Whether a registry tells of signatures by itself is asked of it
    // once, when somebody first wants to know.
    await known.console.json(`${pathOf(known)}?sort=signed&limit=1`)
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    await known.clearLog()
    const { samples, slowest } = await readEverything(known)
    const asked = await known.log()
    const middle = percentile(samples, 0.5)
    const high = percentile(samples, 0.95)
    const figures = { requests: samples.length, pageSize, p50Ms: middle, p95Ms: high }
    return [
      {
        ...p50,
        measured: ms(middle),
        passed: middle <= 15,
        note: `${samples.length} pages of ${pageSize}`,
        figures,
      },
      { ...p95, measured: ms(high), passed: high <= 40, note: `slowest: ${slowest}`, figures },
      {
        ...upstream,
        measured: String(asked.length),
        passed: asked.length === 0,
        note: asked
          .slice(0, 3)
          .map(({ method, path }) => `${method} ${path}`)
          .join(', '),
        figures: { requests: asked.length },
      },
    ]
  },
}

const pathOf = ({ registry, repository }: Pick<KnownRepository, 'registry' | 'repository'>) =>
  `/registries/${registry}/repositories/${repository.replace('/', '~')}/tags`

async function readEverything({ console, registry, repository, tags }: KnownRepository) {
  const cookie = [...console.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const pool = new Pool(console.app.url, { connections: 1 })
  const samples: number[] = []
  let slowest = { tookMs: 0, what: '' }
  const list = `/api/v1${pathOf({ registry, repository })}`
  try {
    for (const sort of tagSorts) {
      for (const order of ['asc', 'desc']) {
        let read = 0
        for (let cursor: string | null = ''; cursor !== null; ) {
          const path = `${list}?sort=${sort}&order=${order}&limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
          const startedAt = performance.now()
          const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { cookie } })
          const text = await body.text()
          const tookMs = performance.now() - startedAt
          if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 300)}`)
          samples.push(tookMs)
          if (tookMs > slowest.tookMs) slowest = { tookMs, what: `${sort} ${order}, row ${read}` }
          const page = JSON.parse(text) as { items: unknown[]; nextCursor: string | null }
          read += page.items.length
          cursor = page.nextCursor
        }
        if (read !== tags) throw new Error(`${sort} ${order}: ${read} of ${tags} tags`)
      }
    }
  } finally {
    await pool.close()
  }
  return { samples, slowest: `${slowest.what}, ${ms(slowest.tookMs)}` }
}
