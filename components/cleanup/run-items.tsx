'use client'
import { Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DeletionItems } from '#components/shared/deletion-items.tsx'
import { nameOfItem } from '#components/shared/use-item-words.ts'
import { IconButton } from '#components/ui/button.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { useCellTabIndex } from '#components/ui/row-focus.ts'
import { Select } from '#components/ui/select.tsx'
import { type Deletion, type DeletionItem, itemResults } from '#lib/api/deletion.ts'
import { filterParser } from '#lib/client/address.ts'
import { manifestPath, repositoryPath } from '#lib/client/paths.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'

const UndoDialog = dynamic(() => import('./undo-dialog.tsx'), { ssr: false })

const shows = ['all', ...itemResults, 'none'] as const
const parsers = { q: filterParser, result: parseAsStringLiteral(shows).withDefault('all') }

/** As near to the item as there still is a page. */
function hrefOf({ registry, repository, tag, digest, result }: DeletionItem) {
  const reference = result === 'removed' ? null : (tag ?? digest)
  return reference === null
    ? repositoryPath(registry, repository)
    : manifestPath(registry, repository, reference)
}

/** What became of each item, to be filtered; a single one can be put back. */
export function RunItems({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup')
  const [{ q, result }, setView] = useQueryStates(parsers, { history: 'replace' })
  const [chosen, setChosen] = useState<DeletionItem | null>(null)
  const mayDelete = useIsAllowed('delete')
  const { undo, state } = deletion
  const canUndo = mayDelete && state !== 'running' && (undo.state === 'possible' || undo.state === 'partial')
  const action = useCallback(
    (item: DeletionItem) =>
      item.result === 'removed' ? <PutBack item={item} onPutBack={setChosen} /> : null,
    [],
  )
  return (
    <>
      <Toolbar>
        <FilterInput
          label={t('items.filter')}
          value={q}
          onChange={(next) => void setView({ q: next || null })}
        />
        <Select
          aria-label={t('items.show')}
          value={result}
          onValueChange={(next) =>
            void setView({ result: shows.find((known) => known === next && known !== 'all') ?? null })
          }
          options={shows.map((value) => ({ value, label: t(`run.show.${value}`) }))}
        />
      </Toolbar>
      <DeletionItems
        deletion={deletion}
        query={{ ...(q ? { q } : {}), ...(result === 'all' ? {} : { result }) }}
        hrefOf={hrefOf}
        {...(canUndo ? { action } : {})}
      />
      {chosen && <UndoDialog deletion={deletion} item={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

interface PutBackProps {
  readonly item: DeletionItem
  readonly onPutBack: (item: DeletionItem) => void
}

function PutBack({ item, onPutBack }: PutBackProps) {
  const t = useTranslations('cleanup.run')
  const tabIndex = useCellTabIndex()
  return (
    <IconButton
      size="sm"
      tabIndex={tabIndex}
      label={t('undoItem', { name: nameOfItem(item) })}
      icon={<Undo2 aria-hidden />}
      onClick={() => onPutBack(item)}
    />
  )
}
