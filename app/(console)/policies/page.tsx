import type { Metadata } from 'next'
import { PoliciesPage } from '#components/policies/policies-page.tsx'
import { requestMessages } from '../../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('policies.title') }
}

export default function Page() {
  return <PoliciesPage />
}
