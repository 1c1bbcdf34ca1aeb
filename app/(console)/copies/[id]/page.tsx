import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { CopyPage } from '#components/copy/copy-page.tsx'
import { textOfParam } from '#lib/client/paths.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('copies.title') }
}

export default async function Page({ params }: { params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  return <CopyPage id={textOfParam(id)} />
}
