import type { ComparedRow } from '#lib/api/compare.ts'

export type ComparedPlatform = ComparedRow['platforms'][number]

/** A tag, or one of the platforms of a tag that is unfolded. */
export interface MatrixLine {
  readonly row: ComparedRow
  readonly platform: ComparedPlatform | null
  /** null: it has no platforms to show. */
  readonly isOpen: boolean | null
}

/** As people write it: `api:1.0` where sides are many repositories. */
export const nameOfRow = ({ path, name }: ComparedRow) => (path === null ? name : `${path}:${name}`)

/** A tag is without spaces, so that no tag has the key of a platform. */
export const keyOfLine = ({ row, platform }: MatrixLine) =>
  platform ? `${nameOfRow(row)} ${platform.platform}` : nameOfRow(row)

/** The lines of the table: each tag, and under those that are unfolded what each platform is. */
export const matrixLines = (rows: readonly ComparedRow[], open: ReadonlySet<string>): MatrixLine[] =>
  rows.flatMap((row): MatrixLine[] => {
    if (row.platforms.length === 0) return [{ row, platform: null, isOpen: null }]
    const isOpen = open.has(nameOfRow(row))
    const lines = isOpen ? row.platforms.map((platform) => ({ row, platform, isOpen: null })) : []
    return [{ row, platform: null, isOpen }, ...lines]
  })
