import type { ReactNode } from 'react'
import { Shell } from '#components/frame/shell.tsx'

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>
}
