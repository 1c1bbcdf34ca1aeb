/** What a row of the table promises: a bound out of docs/benchmarks.md. */
export interface Row {
  /** Its key in the JSON. */
  readonly id: string
  readonly title: string
  readonly bound: string
}

/** A row that was measured. */
export interface Measurement extends Row {
  /** For people: the figure that the bound is about. */
  readonly measured: string
  readonly passed: boolean
  /** What else is worth knowing: both sides of a ratio, why it could not be measured. */
  readonly note: string
  /** All that was measured, by name; the unit stands last in the name. */
  readonly figures: Readonly<Record<string, number | string | readonly number[]>>
}

export type Figures = Measurement['figures']

/** Something that cannot be measured (yet): a person reads why. The row counts as failed. */
export class NotMeasured extends Error {}

/** What was not measured has not passed. */
export const notMeasured = (row: Row, why: string): Measurement => ({
  ...row,
  measured: 'not measured',
  passed: false,
  note: why,
  figures: {},
})

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
export const seconds = (valueMs: number) => `${(valueMs / 1000).toFixed(1)} s`
export const times = (ratio: number) => `${ratio.toFixed(2)} ×`
