'use client'
import { useTranslations } from 'use-intl'
import type { DeletionSummary } from '#lib/api/deletion.ts'

/** What a run is about, in a line: how much of which repository, or of how many. */
export function useRunName() {
  const t = useTranslations('cleanup')
  return ({ itemsTotal, repositories, repositoryCount }: DeletionSummary) => {
    const [place] = repositories
    return place && repositoryCount === 1
      ? t('runName', { count: itemsTotal, place: `${place.registry}/${place.repository}` })
      : t('runNameMore', { count: itemsTotal, repositories: repositoryCount })
  }
}
