import type { Metadata } from 'next'
import { SizesPage } from '#components/sizes/sizes-page.tsx'
import { textOfParam } from '#lib/client/paths.ts'
import { requestMessages } from '../../../../../request-locale.ts'

interface Props {
  readonly params: Promise<{ readonly registry: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await requestMessages()
  return { title: `${t('sizes.title')} · ${textOfParam((await params).registry)}` }
}

export default async function Page({ params }: Props) {
  return <SizesPage registry={textOfParam((await params).registry)} />
}
