'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Section } from '#components/shared/section.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { useSavedComparisons } from '#lib/client/use-saved-comparisons.ts'
import { type SavedAction, SavedRow } from './saved-row.tsx'

// What a person has to ask for comes then.
const SaveDialog = dynamic(() => import('./save-dialog.tsx'), { ssr: false })
const RemoveDialog = dynamic(() => import('./remove-dialog.tsx'), { ssr: false })
const ChecksDialog = dynamic(() => import('./checks-dialog.tsx'), { ssr: false })

/** All comparisons that are saved, what their last checks said, and what can be done to them. */
export default function SavedSection() {
  const t = useTranslations('comparisons')
  const list = useSavedComparisons()
  const [open, setOpen] = useState<{ action: SavedAction; id: string } | null>(null)
  // As it is now: somebody else may have changed it meanwhile.
  const chosen = list.data?.items.find(({ id }) => id === open?.id)
  const close = () => setOpen(null)
  return (
    <div className="border-border border-t px-4 py-5 md:px-6">
      <Section title={t('title')}>
        <SavedList list={list} onAction={(action, { id }) => setOpen({ action, id })} />
      </Section>
      {chosen && open?.action === 'edit' && <SaveDialog comparison={chosen} onClose={close} />}
      {chosen && open?.action === 'remove' && <RemoveDialog comparison={chosen} onClose={close} />}
      {chosen && open?.action === 'history' && <ChecksDialog comparison={chosen} onClose={close} />}
    </div>
  )
}

interface SavedListProps {
  readonly list: ReturnType<typeof useSavedComparisons>
  readonly onAction: (action: SavedAction, comparison: SavedComparison) => void
}

function SavedList({ list, onAction }: SavedListProps) {
  const t = useTranslations('comparisons')
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  if (!list.data) return <Skeleton className="w-64" />
  if (list.data.items.length === 0) return <p className="max-w-160 text-muted">{t('none')}</p>
  return (
    <>
      <p className="max-w-160 text-muted">{t('lead')}</p>
      <ul className="border-border border-t">
        {list.data.items.map((comparison) => (
          <SavedRow
            key={comparison.id}
            comparison={comparison}
            onAction={(action) => onAction(action, comparison)}
          />
        ))}
      </ul>
    </>
  )
}
