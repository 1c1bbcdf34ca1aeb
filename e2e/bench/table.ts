import type { Measurement } from './measurement.ts'

const isTerminal = process.stdout.isTTY === true && !process.env.NO_COLOR
const paint = (code: string, text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text)
const mark = (passed: boolean) => (passed ? paint('32', '✔') : paint('31', '✘'))

/** The rows in columns, what is worth knowing below each. */
export function formatTable(rows: readonly Measurement[]): string {
  const width = (key: 'title' | 'bound' | 'measured') =>
    Math.max(key.length, ...rows.map((row) => row[key].length))
  const [title, bound, measured] = [width('title'), width('bound'), width('measured')]
  const line = (a: string, b: string, c: string) =>
    `${a.padEnd(title)}  ${b.padEnd(bound)}  ${c.padStart(measured)}`
  const rule = '─'.repeat(title + bound + measured + 6)
  return [
    `  ${line('measure', 'bound', 'measured')}`,
    rule,
    ...rows.flatMap((row) => [
      `${mark(row.passed)} ${line(row.title, row.bound, row.measured)}`,
      ...(row.note ? [paint('2', `    ${row.note}`)] : []),
    ]),
    rule,
  ].join('\n')
}
