'use client'
import dynamic from 'next/dynamic'
import { patternProblemOf } from '#components/shared/pattern-problem.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { useColumnChoice } from '#lib/client/column-choice.ts'
import { useRegistry } from '#lib/client/use-registries.ts'
import { useRepositories } from '#lib/client/use-repositories.ts'
import { NoCatalog } from './no-catalog.tsx'
import { RegistryHeader } from './registry-header.tsx'
import { RegistryTrouble } from './registry-trouble.tsx'
import { RepositoriesEmpty } from './repositories-empty.tsx'
import { repositoriesQueryOf } from './repositories-query.ts'
import { RepositoriesTable } from './repositories-table.tsx'
import { RepositoriesToolbar } from './repositories-toolbar.tsx'
import { defaultRepositoryColumns, repositoryColumnIds } from './repository-columns.tsx'
import { useIsSyncShown } from './use-is-sync-shown.ts'
import { useRepositoriesView } from './use-repositories-view.ts'

// Loaded when somebody asks how the walks went.
const SyncSheet = dynamic(() => import('./sync-sheet.tsx'), { ssr: false })

export function RepositoriesPage({ registryId }: { registryId: string }) {
  const state = useRepositoriesView()
  const { view, setView } = state
  const [isSyncShown, setIsSyncShown] = useIsSyncShown()
  const choice = useColumnChoice('repositories', repositoryColumnIds, defaultRepositoryColumns, view.sort)
  const registry = useRegistry(registryId)
  const list = useRepositories(registryId, repositoriesQueryOf(view))
  const patternProblem = patternProblemOf(list.error)
  const isListFailed = list.isError && !list.data && patternProblem === null
  const failed = registry.isError && !registry.data ? registry : isListFailed ? list : null
  if (failed) {
    return (
      <ProblemState
        isPage
        error={failed.error}
        onRetry={() => failed.refetch()}
        isRetrying={failed.isFetching}
      />
    )
  }
  const first = list.data?.pages[0]
  return (
    <>
      <RegistryHeader registryId={registryId} registry={registry.data} list={first} />
      <RepositoriesToolbar state={state} choice={choice} list={first} patternProblem={patternProblem} />
      {patternProblem === null && <RegistryTrouble registry={registry.data} list={list} />}
      {first?.hasCatalog === false && <NoCatalog registryId={registryId} />}
      <RepositoriesTable
        registry={registryId}
        registryName={registry.data?.name ?? registryId}
        view={view}
        setView={setView}
        columns={choice.shown}
        isFiltered={state.isFiltered}
        list={list}
        empty={first && <RepositoriesEmpty registry={registry.data} list={first} state={state} />}
      />
      {isSyncShown && (
        <SyncSheet
          registryId={registryId}
          name={registry.data?.name ?? registryId}
          onClose={() => setIsSyncShown(null)}
        />
      )}
    </>
  )
}
