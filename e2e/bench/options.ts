import { parseArgs } from 'node:util'
import { type Scale, scales } from './scale.ts'

export interface Options {
  readonly scale: Scale
  /** Only topics with one of these words in their title; null: all. */
  readonly only: readonly string[] | null
  /** Where the figures go as JSON. */
  readonly json: string | null
}

/** `--quick`, `--only words,separated,by,commas`, `--json FILE`. Throws on anything else. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, only: { type: 'string' }, json: { type: 'string' } },
  })
  return {
    scale: values.quick ? scales.quick : scales.full,
    only: values.only?.toLowerCase().split(',') ?? null,
    json: values.json ?? null,
  }
}
