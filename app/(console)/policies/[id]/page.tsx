import type { Metadata } from 'next'
import { PolicyPage } from '#components/policies/policy-page.tsx'
import { requestMessages } from '../../../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('policies.one') }
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <PolicyPage id={id === 'new' ? null : id} />
}
