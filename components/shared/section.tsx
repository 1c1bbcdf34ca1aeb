import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

export const Section = ({ title, action, children }: SectionProps) => (
  <section className="grid min-w-0 content-start gap-2">
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
      <h2 className="font-semibold text-base">{title}</h2>
      {action}
    </div>
    {children}
  </section>
)
