'use client'
import { shortDigest } from '#lib/client/format.ts'
import { type BringOver, BringOverCell } from './bring-over-cell.tsx'
import { type Fold, NameCell } from './matrix-columns.tsx'
import type { MatrixLine } from './matrix-rows.ts'
import { StateMark } from './state-mark.tsx'

interface CompactLineProps {
  readonly line: MatrixLine
  readonly onFold: Fold
  readonly onBringOver: BringOver | null
}

/** A line of the matrix in two, for a phone: the digests stand in the order of the sides. */
export function CompactLine({ line, onFold, onBringOver }: CompactLineProps) {
  const { row, platform } = line
  const digests = platform ? platform.digests : row.targets.map((tag) => tag?.digest ?? null)
  return (
    <div className="grid min-w-0">
      <span className="flex min-w-0 items-center gap-1">
        <span className="flex min-w-0 flex-1 items-center">
          <NameCell line={line} onFold={onFold} />
        </span>
        <StateMark state={platform?.state ?? row.state} sameImages={platform === null && row.sameImages} />
        {onBringOver && (
          <span className="grid w-6 shrink-0">
            <BringOverCell line={line} onBringOver={onBringOver} />
          </span>
        )}
      </span>
      <span className="truncate pl-6 font-mono text-muted text-xs">
        {digests.map((digest) => (digest ? shortDigest(digest) : '∅')).join(' · ')}
      </span>
    </div>
  )
}
