'use client'
import dynamic from 'next/dynamic'
import { useDeletionRequest } from '#lib/client/deletion-request.ts'
import { useFollowedRuns } from '#lib/client/followed-runs.ts'
import { usePlanId } from '#lib/client/plan-id.ts'

// Loaded when something is to be deleted, and no sooner.
const PlanSheet = dynamic(() => import('./plan-sheet.tsx'), { ssr: false })
const RunToasts = dynamic(() => import('./run-toasts.tsx'), { ssr: false })

/** Shows what a deletion would do when a page asks for it or the address names its plan, and tells how it ended. */
export function PlanHost() {
  const request = useDeletionRequest()
  const [id, setId] = usePlanId()
  const followed = useFollowedRuns()
  return (
    <>
      {(request !== null || id !== null) && <PlanSheet request={request} id={id} onId={setId} />}
      {followed.length > 0 && <RunToasts runs={followed} />}
    </>
  )
}
