import type { Metadata } from 'next'
import { OverviewSections } from '#components/overview/overview-sections.tsx'
import { Totals } from '#components/overview/totals.tsx'
import { RegistriesPage } from '#components/registries/registries-page.tsx'
import { requestMessages } from '../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('registries.title') }
}

export default function Page() {
  return (
    <RegistriesPage totals={<Totals />}>
      <OverviewSections />
    </RegistriesPage>
  )
}
