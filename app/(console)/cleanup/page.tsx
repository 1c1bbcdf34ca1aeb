import type { Metadata } from 'next'
import { CleanupPage } from '#components/cleanup/cleanup-page.tsx'
import { requestMessages } from '../../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('cleanup.title') }
}

export default function Page() {
  return <CleanupPage />
}
