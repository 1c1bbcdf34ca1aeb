import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { MirrorsPage } from '#components/mirrors/mirrors-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('mirrors.title') }
}

export default function Page() {
  return <MirrorsPage />
}
