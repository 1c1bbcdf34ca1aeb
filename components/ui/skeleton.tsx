import clsx from 'clsx'

/** The place of something that is still coming. Silent to screen readers: whoever shows it says that it loads. */
export const Skeleton = ({ className = 'w-16' }: { className?: string }) => (
  <span aria-hidden className={clsx('shimmer inline-block h-3 max-w-full align-middle', className)} />
)
