import type { ComparedRow } from '#lib/api/compare.ts'

export type ComparedPlatform = ComparedRow['platforms'][number]

/** A tag, or one of the platforms of a tag that is unfolded. */
export interface MatrixLine {
  readonly row: ComparedRow
  readonly platform: ComparedPlatform | null
  /** null: it has no platforms to show. */
  readonly isOpen: boolean | null
}

/** A tag is without spaces, so that no tag has the key of a platform. */
export const keyOfLine = ({ row, platform }: MatrixLine) =>
  platform ? `${row.name} ${platform.platform}` : row.name

/** The lines of the table: each tag, and under those that are unfolded what each platform is. */
export const matrixLines = (rows: readonly ComparedRow[], open: ReadonlySet<string>): MatrixLine[] =>
  rows.flatMap((row): MatrixLine[] => {
    if (row.platforms.length === 0) return [{ row, platform: null, isOpen: null }]
    const isOpen = open.has(row.name)
    const lines = isOpen ? row.platforms.map((platform) => ({ row, platform, isOpen: null })) : []
    return [{ row, platform: null, isOpen }, ...lines]
  })
