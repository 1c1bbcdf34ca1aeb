import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { CopiesPage } from '#components/copy/copies-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('copies.title') }
}

export default function Page() {
  return <CopiesPage />
}
