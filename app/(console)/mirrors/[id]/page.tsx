import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { MirrorPage } from '#components/mirrors/mirror-page.tsx'
import { textOfParam } from '#lib/client/paths.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('mirrors.one') }
}

export default async function Page({ params }: { params: Promise<{ readonly id: string }> }) {
  const id = textOfParam((await params).id)
  return <MirrorPage id={id === 'new' ? null : id} />
}
