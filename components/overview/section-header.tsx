import type { ReactNode } from 'react'

interface SectionHeaderProps {
  readonly title: string
  readonly lead?: string
  readonly children?: ReactNode
}

export const SectionHeader = ({ title, lead, children }: SectionHeaderProps) => (
  <div className="flex flex-wrap items-end gap-x-4 gap-y-2 px-4 pt-5 pb-3 md:px-6">
    <div className="min-w-0 flex-1 basis-56">
      <h2 className="font-semibold text-base">{title}</h2>
      {lead && <p className="text-muted">{lead}</p>}
    </div>
    {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
  </div>
)
