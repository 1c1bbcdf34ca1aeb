import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Topic } from './bench.ts'
import { seconds } from './measurement.ts'

const maxMs = 5_000
const maxBytes = 1e9
const row = {
  id: 'retention',
  title: 'retention policy over a million tags',
  bound: `≤ ${seconds(maxMs)}, the process ≤ 1 GB`,
}

const Figures = z.object({ evaluateMs: z.number(), going: z.number(), peakBytes: z.number() })

/** Rules of every kind, guards and the digests that go, over tags in memory (lib/engines/retention/scale-under-test). */
export const retention: Topic = {
  title: 'Retention',
  rows: [row],
  measure: async (bench) => {
    const tags = bench.scale.policyTags
    const program = join(import.meta.dirname, 'retention-process.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [program, String(tags)])
    const { evaluateMs, going, peakBytes } = Figures.parse(JSON.parse(stdout))
    return [
      {
        ...row,
        measured: `${seconds(evaluateMs)}, ${Math.round(peakBytes / 1e6)} MB`,
        passed: evaluateMs <= maxMs && peakBytes <= maxBytes,
        note: `${tags} tags, of which ${going} would go`,
        figures: { evaluateMs, peakBytes, tags, going },
      },
    ]
  },
}
