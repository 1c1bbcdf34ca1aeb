import type { ReactNode } from 'react'

const mostRows = 14

interface TableInPageProps {
  /** null while nobody knows. */
  readonly rowCount: number | null
  readonly children: ReactNode
}

/** A table in the middle of a page that scrolls: as high as its rows, and past a dozen of them scrolling by itself. */
export function TableInPage({ rowCount, children }: TableInPageProps) {
  const rows = Math.min(rowCount ?? mostRows, mostRows)
  const style = { '--rows': rows } as Record<string, number>
  // 36 px a row and 32 for the header; on a narrow screen 56 a row and no header.
  const height = 'h-[calc(var(--rows)*56px)] md:h-[calc(var(--rows)*36px+33px)]'
  return (
    <div
      style={style}
      // The wheel goes on to the page where the table has nothing to scroll.
      className={`flex flex-col border-border border-y [&>div]:overscroll-auto ${rowCount === 0 ? '' : height}`}
    >
      {children}
    </div>
  )
}
