import type { Metadata } from 'next'
import { ActivityPage } from '#components/activity/activity-page.tsx'
import { requestMessages } from '../../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('activity.title') }
}

export default function Page() {
  return <ActivityPage />
}
