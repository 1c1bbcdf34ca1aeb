'use client'
import dynamic from 'next/dynamic'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { useRegistry } from '#lib/client/use-registries.ts'
import { useRepositories } from '#lib/client/use-repositories.ts'
import { NoCatalog } from './no-catalog.tsx'
import { RegistryHeader } from './registry-header.tsx'
import { RegistryTrouble } from './registry-trouble.tsx'
import { RepositoriesEmpty } from './repositories-empty.tsx'
import { RepositoriesTable } from './repositories-table.tsx'
import { RepositoriesToolbar } from './repositories-toolbar.tsx'
import { useIsSyncShown } from './use-is-sync-shown.ts'
import { useRepositoriesView } from './use-repositories-view.ts'

// Loaded when somebody asks how the walks went.
const SyncSheet = dynamic(() => import('./sync-sheet.tsx'), { ssr: false })

export function RepositoriesPage({ registryId }: { registryId: string }) {
  const [view, setView] = useRepositoriesView()
  const [isSyncShown, setIsSyncShown] = useIsSyncShown()
  const registry = useRegistry(registryId)
  const list = useRepositories(registryId, {
    sort: view.sort,
    order: view.order,
    q: view.q,
    ...(view.namespace ? { namespace: view.namespace } : {}),
    ...(view.empty ? { empty: 'true' as const } : {}),
  })
  const failed = registry.isError && !registry.data ? registry : list.isError && !list.data ? list : null
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
      <RepositoriesToolbar view={view} setView={setView} emptyCount={first?.emptyCount ?? 0} />
      <RegistryTrouble registry={registry.data} list={list} />
      {first?.hasCatalog === false && <NoCatalog registryId={registryId} />}
      <RepositoriesTable
        registryName={registry.data?.name ?? registryId}
        view={view}
        setView={setView}
        list={list}
        empty={
          first && <RepositoriesEmpty registry={registry.data} list={first} view={view} setView={setView} />
        }
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
