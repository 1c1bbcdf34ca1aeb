import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { ImageDiffPage } from '#components/image-diff/image-diff-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('imageDiff.title') }
}

export default function Page() {
  return <ImageDiffPage />
}
