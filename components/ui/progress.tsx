import clsx from 'clsx'

interface ProgressProps {
  /** What comes forward, for screen readers. */
  readonly label: string
  readonly done: number
  /** null: nobody knows how much there is, and the bar says so. */
  readonly total: number | null
  readonly className?: string
}

/** How far something has come: a thin bar that stays where it is. */
export const Progress = ({ label, done, total, className }: ProgressProps) => (
  <progress
    aria-label={label}
    className={clsx('progress', className)}
    {...(total === null || total === 0 ? {} : { max: total, value: Math.min(done, total) })}
  />
)
