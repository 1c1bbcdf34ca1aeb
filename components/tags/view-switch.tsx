'use client'
import { useTranslations } from 'use-intl'
import { Segmented } from '#components/ui/segmented.tsx'
import { repositoryViews, useRepositoryView } from './use-repository-view.ts'

/** The tags of a repository, or what no tag points to. */
export function ViewSwitch() {
  const t = useTranslations('tags.untagged')
  const [view, setView] = useRepositoryView()
  return (
    <Segmented
      label={t('view')}
      value={view}
      options={repositoryViews.map((value) => ({ value, label: t(value) }))}
      onChange={setView}
    />
  )
}
