import clsx from 'clsx'
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const tones = {
  info: { box: 'border-border bg-surface-raised', icon: <Info className="text-accent" /> },
  warning: { box: 'border-warning bg-warning-surface', icon: <TriangleAlert className="text-warning" /> },
  danger: { box: 'border-danger bg-danger-surface', icon: <TriangleAlert className="text-danger" /> },
  success: { box: 'border-success bg-success-surface', icon: <CircleCheck className="text-success" /> },
} as const

interface NoticeProps {
  readonly tone?: keyof typeof tones
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
}

/** Something to know about what stands below it. */
export const Notice = ({ tone = 'info', title, children, action, className }: NoticeProps) => (
  <div
    className={clsx(
      'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2',
      tones[tone].box,
      className,
    )}
  >
    <span aria-hidden className="pt-0.5 [&_svg]:size-4">
      {tones[tone].icon}
    </span>
    <div className="grid min-w-0 flex-1 basis-56 gap-1">
      <p className="break-words font-medium">{title}</p>
      {children && <div className="grid gap-2 break-words text-muted">{children}</div>}
    </div>
    {action}
  </div>
)
