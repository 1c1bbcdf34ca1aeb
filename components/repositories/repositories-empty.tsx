'use client'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { CodeLine } from '#components/ui/code-line.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Registry } from '#lib/api/registries.ts'
import type { listRepositories } from '#lib/api/repositories.ts'
import type { RepositoriesState } from './use-repositories-view.ts'

interface EmptyProps {
  readonly registry: Registry | undefined
  readonly list: ResponseOf<typeof listRepositories>
  readonly state: RepositoriesState
}

/** Why there is no row, and what to do about it. */
export function RepositoriesEmpty({ registry, list, state }: EmptyProps) {
  const t = useTranslations('repositories')
  const { view, setView } = state
  const name = registry?.name ?? ''
  if (state.isFiltered) {
    return (
      <EmptyState
        title={t('noMatchTitle')}
        action={<Button onClick={state.clear}>{t('clearFilter')}</Button>}
      >
        <p>
          {state.filterCount > 0
            ? t('noMatchFilters', { registry: name })
            : t('noMatchText', { registry: name, q: view.q || `${view.namespace}/` })}
        </p>
      </EmptyState>
    )
  }
  if (list.freshness.state === 'unreachable') {
    return (
      <EmptyState title={t('noneUnreachableTitle')}>
        <p>{t('noneUnreachableText')}</p>
      </EmptyState>
    )
  }
  if (list.freshness.state === 'refreshing' && list.freshness.asOf === null) {
    return <EmptyState title={t('readingTitle')} />
  }
  if (list.emptyCount > 0 && !view.empty) {
    return (
      <EmptyState
        title={t('allEmptyTitle')}
        action={
          <Button onClick={() => setView({ empty: 'true' })}>
            {t('showEmpty', { count: list.emptyCount })}
          </Button>
        }
      >
        <p>{t('allEmptyText', { count: list.emptyCount })}</p>
      </EmptyState>
    )
  }
  // Without a catalog the notice over the table says it all.
  if (list.hasCatalog === false || !registry) return null
  return (
    <EmptyState title={t('noneTitle')}>
      <p>{t('noneText', { registry: name })}</p>
      <PushLines registry={registry} />
    </EmptyState>
  )
}

function PushLines({ registry }: { registry: Registry }) {
  const image = `${registry.publicHost}/team/app:1.0`
  const lines = [
    ...(registry.auth !== 'anonymous' ? [`docker login ${registry.publicHost}`] : []),
    'docker build -t app:1.0 .',
    `docker tag app:1.0 ${image}`,
    `docker push ${image}`,
  ]
  return (
    <div className="grid gap-2">
      {lines.map((line) => (
        <CodeLine key={line} code={line} />
      ))}
    </div>
  )
}
