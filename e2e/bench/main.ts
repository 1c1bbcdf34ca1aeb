/** Run by scripts/bench.mjs: measures, prints the table, and fails when a bound is missed. */
import { writeFileSync } from 'node:fs'
import { Bench, type Topic } from './bench.ts'
import { click } from './click.ts'
import { copy } from './copy.ts'
import { firstLoad } from './first-load.ts'
import { listApi } from './list-api.ts'
import { machine } from './machine.ts'
import { matrix } from './matrix.ts'
import { type Measurement, NotMeasured, notMeasured } from './measurement.ts'
import { neverSeen } from './never-seen.ts'
import { readOptions } from './options.ts'
import { push } from './push.ts'
import { retention } from './retention.ts'
import { scroll } from './scroll.ts'
import { search } from './search.ts'
import { formatTable } from './table.ts'
import { walk } from './walk.ts'

const topics: readonly Topic[] = [
  neverSeen,
  listApi,
  click,
  scroll,
  firstLoad,
  push,
  walk,
  search,
  retention,
  copy,
  matrix,
]

const { scale, only, json } = readOptions(process.argv.slice(2))
const wanted = topics.filter(({ title }) => !only || only.some((word) => title.toLowerCase().includes(word)))
if (wanted.length === 0) {
  console.error(`There is no topic of that name: ${topics.map(({ title }) => title).join(', ')}.`)
  process.exit(2)
}

const bench = new Bench(scale)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void bench.stop().finally(() => process.exit(130)))

async function measure(topic: Topic): Promise<Measurement[]> {
  const startedAt = Date.now()
  process.stdout.write(`${topic.title} …`)
  try {
    return await topic.measure(bench)
  } catch (error) {
    if (!(error instanceof NotMeasured)) console.error(error)
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return topic.rows.map((row) => notMeasured(row, why ?? ''))
  } finally {
    console.log(` ${Math.round((Date.now() - startedAt) / 1000)} s`)
  }
}

const rows: Measurement[] = []
try {
  for (const topic of wanted) rows.push(...(await measure(topic)))
} finally {
  await bench.stop()
}

const missed = rows.filter(({ passed }) => !passed).length
if (json) {
  const report = { at: new Date().toISOString(), machine: machine(), scale, missed, rows }
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`)
}
console.log(`\n${machine()}`)
if (scale.name === 'quick')
  console.log(
    `QUICK: ${scale.tags} tags and so on, for trying the bench out; the bounds are about the full size.`,
  )
console.log(`\n${formatTable(rows)}\n${rows.length - missed} within bounds, ${missed} missed`)
process.exitCode = missed > 0 ? 1 : 0
