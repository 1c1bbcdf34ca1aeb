import type { Metadata } from 'next'
import { ComparePage } from '#components/compare/compare-page.tsx'
import { requestMessages } from '../../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('compare.title') }
}

export default function Page() {
  return <ComparePage />
}
