import type { ReactNode } from 'react'

/** A list of facts, each a line in words and what there is to say of it. */
export const Facts = ({ children }: { children: ReactNode }) => <dl>{children}</dl>

export const Fact = ({ label, children }: { label: ReactNode; children?: ReactNode }) => (
  <div className="grid gap-0.5 border-border border-t py-2 first:border-t-0">
    <dt className="font-medium">{label}</dt>
    <dd className="grid min-w-0 gap-1 text-muted">{children}</dd>
  </div>
)
