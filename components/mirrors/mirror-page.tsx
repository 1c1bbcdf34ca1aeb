'use client'
import { useTranslations } from 'use-intl'
import { OnePage } from '#components/shared/automation/one-page.tsx'
import { definitionPartsOf } from '#lib/client/definition-parts.ts'
import { draftOf, emptyMirror } from '#lib/client/mirror-draft.ts'
import { useMirror } from '#lib/client/use-mirrors.ts'
import { MirrorWorkbench } from './mirror-workbench.tsx'

/** One mirror: what it brings, when, and what it has brought. null: one that is not there yet. */
export function MirrorPage({ id }: { id: string | null }) {
  const t = useTranslations('mirrors')
  const query = useMirror(id)
  if (id === null) return <MirrorWorkbench key="new" mirror={null} draft={emptyMirror(t('newName'))} />
  return (
    <OnePage query={query}>
      {(mirror) => (
        // Another version is another form: what somebody else has changed is not written over without a word.
        <MirrorWorkbench
          key={`${id} ${mirror.version}`}
          mirror={mirror}
          draft={draftOf(mirror.id, definitionPartsOf(mirror))}
        />
      )}
    </OnePage>
  )
}
