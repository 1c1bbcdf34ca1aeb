import type { Metadata } from 'next'
import { SearchPage } from '#components/search/search-page.tsx'
import { requestMessages } from '../../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('search.title') }
}

export default function Page() {
  return <SearchPage />
}
