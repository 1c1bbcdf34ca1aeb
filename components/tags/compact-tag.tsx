'use client'
import { ProtectedMark } from '#components/shared/protected-mark.tsx'
import { RowLink } from '#components/ui/data-table.tsx'
import type { Tag } from '#lib/api/tags.ts'
import {
  CreatedCell,
  DeleteCell,
  DigestCell,
  GroupCell,
  KindCell,
  PlatformsCell,
  SizeCell,
} from './tag-cells.tsx'

interface CompactTagProps {
  readonly tag: Tag
  readonly onDelete: ((tag: string) => void) | null
}

/** A tag in two lines, for a phone. */
export const CompactTag = ({ tag, onDelete }: CompactTagProps) => (
  <div className="flex min-w-0 items-center gap-2">
    <div className="grid min-w-0 flex-1">
      <span className="flex min-w-0 items-center gap-2">
        <RowLink className="font-medium">{tag.name}</RowLink>
        <ProtectedMark rule={tag.protectedBy} />
        <GroupCell tag={tag} />
        <span aria-hidden className="flex-1" />
        <span className="text-muted text-xs">
          <SizeCell tag={tag} />
        </span>
      </span>
      <span className="flex min-w-0 items-center gap-2 text-muted text-xs">
        {tag.kind === null || tag.kind === 'image' || tag.kind === 'index' ? (
          <>
            <DigestCell tag={tag} />
            <span className="min-w-0 flex-1 truncate">
              <PlatformsCell tag={tag} />
            </span>
          </>
        ) : (
          <span className="min-w-0 flex-1">
            <KindCell tag={tag} />
          </span>
        )}
        <CreatedCell tag={tag} />
      </span>
    </div>
    {onDelete && <DeleteCell tag={tag} onDelete={onDelete} />}
  </div>
)
