'use client'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { useOverview } from '#lib/client/use-overview.ts'
import { Drift } from './drift.tsx'
import { Failures } from './failures.tsx'
import { GrowthSection } from './growth-section.tsx'
import { RecentPushes } from './recent-pushes.tsx'

/** Growth over all registries, and below it what drifts, what came in and what could not be read. */
export function OverviewSections() {
  const query = useOverview()
  return (
    <>
      <GrowthSection />
      {query.isError && !query.data ? (
        <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <>
          <Drift comparisons={query.data?.comparisons ?? []} />
          <div className="grid border-border border-t lg:grid-cols-2">
            <RecentPushes pushes={query.data?.recentPushes} />
            <Failures failures={query.data?.failures} />
          </div>
        </>
      )}
    </>
  )
}
