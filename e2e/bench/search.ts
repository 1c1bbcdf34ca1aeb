import pg from 'pg'
import { Pool } from 'undici'
import { fillSearchFixture, searchQuestions } from '../lab/search-fixture.ts'
import { connectionOf } from '../server/database.ts'
import type { Console, Topic } from './bench.ts'
import { ms, seconds } from './measurement.ts'
import { percentile } from './statistics.ts'

const maxMs = 50
const row = { id: 'search', title: 'search in a million tags: p95', bound: `≤ ${maxMs} ms` }

interface Sample {
  readonly q: string
  readonly tookMs: number
}

/** What people type, one after the other, at the HTTP API; the index is filled by SQL. */
export const search: Topic = {
  title: 'Search',
  rows: [row],
  measure: async (bench) => {
    const console = await bench.startConsole()
    const { searchTags: tags, searches } = bench.scale
    const database = new pg.Pool(connectionOf(console.app.dataDir))
    const filledAt = performance.now()
    await fillSearchFixture(database, { registries: ['nothing'], tags })
    const fillMs = performance.now() - filledAt
    await database.end()
    const samples = await askAll(console, searches)
    await console.app.stop()
    const figures = samples.map(({ tookMs }) => tookMs)
    const high = percentile(figures, 0.95)
    const slowest = samples.reduce((worst, next) => (next.tookMs > worst.tookMs ? next : worst))
    return [
      {
        ...row,
        measured: ms(high),
        passed: high <= maxMs,
        note: `p50 ${ms(percentile(figures, 0.5))}, slowest ${ms(slowest.tookMs)} (“${slowest.q}”); ${tags} tags filled in ${seconds(fillMs)}`,
        figures: { p50Ms: percentile(figures, 0.5), p95Ms: high, slowestMs: slowest.tookMs, tags, fillMs },
      },
    ]
  },
}

async function askAll({ app, cookies }: Console, searches: number): Promise<Sample[]> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const pool = new Pool(app.url, { connections: 1 })
  const questions = searchQuestions()
  const samples: Sample[] = []
  const ask = async (q: string) => {
    const startedAt = performance.now()
    const path = `/api/v1/search?q=${encodeURIComponent(q)}`
    const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { cookie } })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 300)}`)
    return performance.now() - startedAt
  }
  try {
    // One of each kind first, unmeasured: a server that runs has its indexes in memory.
    const kinds = new Map(questions.map((question) => [question.kind, question.q]))
    for (const q of kinds.values()) await ask(q)
    for (let at = 0; at < searches; at++) {
      const q = questions[at % questions.length]?.q ?? ''
      samples.push({ q, tookMs: await ask(q) })
    }
  } finally {
    await pool.close()
  }
  return samples
}
