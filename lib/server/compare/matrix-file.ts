import type { ComparedRow } from '#lib/api/compare.ts'
import { csvCell } from '../csv-cell.ts'

/** Of all rows, what a file has of each: its path where sides have one, its name, what became of it, and a digest or nothing for each side. */
const cellsOf = ({ path, name, state, sameImages, targets }: ComparedRow) => [
  ...(path === null ? [] : [path]),
  name,
  sameImages ? 'same images' : state,
  ...targets.map((tag) => tag?.digest ?? null),
]

const hasPaths = (sides: readonly string[]) => sides.some((side) => side.endsWith('*'))

/** The matrix as RFC 4180 says; `sides` are the targets in words, in their order. */
export function matrixCsv(sides: readonly string[], rows: readonly ComparedRow[]): string {
  const lines = [[...(hasPaths(sides) ? ['path'] : []), 'tag', 'state', ...sides], ...rows.map(cellsOf)]
  return lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')
}

const marks = { same: '=', differs: '≠', missing: '∅' } as const

/** What would end a cell, begin a tag or a link, or be taken for formatting, is written as it is. */
const escaped = (text: string) =>
  text.replaceAll(/[\\`*_{}[\]<>()#+!|~@]/g, '\\$&').replaceAll(/[\r\n]+/g, ' ')

/** 12 characters, as digests are shown everywhere. */
const short = (digest: string) => `\`${digest.slice(digest.indexOf(':') + 1).slice(0, 12)}\``

/** A table for a pull request, with the link that leads to the same comparison. */
export function matrixMarkdown(
  sides: readonly string[],
  rows: readonly ComparedRow[],
  link: string | null,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const body = rows.map(({ path, name, state, sameImages, targets }) =>
    line([
      ...(path === null ? [] : [escaped(path)]),
      escaped(name),
      sameImages ? '≅ same images' : `${marks[state]} ${state}`,
      ...targets.map((tag) => (tag ? short(tag.digest) : '–')),
    ]),
  )
  const head = [...(hasPaths(sides) ? ['Path'] : []), 'Tag', 'State', ...sides.map(escaped)]
  return [
    line(head),
    line(head.map(() => '---')),
    ...body,
    ...(link === null ? [] : [`\n[Compare again](<${link.replaceAll(/[<>\s]/g, encodeURIComponent)}>)\n`]),
  ].join('')
}
