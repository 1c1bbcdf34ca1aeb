import type { ReactNode } from 'react'
import { CopyHost } from '#components/copy/copy-host.tsx'
import { PlanHost } from '#components/deletion/plan-host.tsx'
import { Shell } from '#components/frame/shell.tsx'
import { requireSession } from '#lib/server/auth/require-session.ts'

/** Whoever is not signed in goes there first; the data behind a page is guarded by its own endpoints all the same. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  await requireSession()
  return (
    <Shell>
      {children}
      <PlanHost />
      <CopyHost />
    </Shell>
  )
}
