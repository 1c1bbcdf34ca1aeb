'use client'
import { BrokenPage } from '#components/frame/broken-page.tsx'

export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return <BrokenPage error={error} onRetry={retry} />
}
