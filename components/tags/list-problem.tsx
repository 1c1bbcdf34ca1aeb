'use client'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

interface ListProblemProps {
  readonly repository: string
  readonly error: unknown
  readonly onRetry: () => void
  readonly isRetrying: boolean
}

/** A list of a repository of which nothing is known, and why. */
export const ListProblem = ({ repository, ...problem }: ListProblemProps) => (
  <>
    <PageHeader title={<span className="break-all">{repository}</span>} />
    <ProblemState {...problem} />
  </>
)
