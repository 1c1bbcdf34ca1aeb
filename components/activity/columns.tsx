import { Digest } from '#components/shared/digest.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import type { Column } from '#components/ui/data-table.tsx'

/** When it was: what both lists are sorted by. */
export const whenColumn = <Entry extends { readonly at: string }>(header: string): Column<Entry> => ({
  id: 'at',
  header,
  sortable: true,
  firstOrder: 'desc',
  width: '144px',
  cell: (entry) => <RelativeTime time={entry.at} />,
})

/** `noDigest`: why there is none. */
export const digestColumn = <Entry extends { readonly digest: string | null }>(
  header: string,
  noDigest: string,
): Column<Entry> => ({
  id: 'digest',
  header,
  width: '168px',
  cell: (entry) => (entry.digest ? <Digest digest={entry.digest} /> : <Unknown reason={noDigest} />),
})
