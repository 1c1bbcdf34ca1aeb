import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { DeleteTagFromAddress } from '#components/deletion/delete-tag-from-address.tsx'
import { ManifestPage } from '#components/manifest/manifest-page.tsx'
import { shortDigest } from '#lib/client/format.ts'
import { repositoryOfParam, textOfParam } from '#lib/client/paths.ts'

interface Props {
  readonly params: Promise<{
    readonly registry: string
    readonly repository: string
    readonly reference: string
  }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { repository, reference }] = await Promise.all([requestMessages(), params])
  const text = textOfParam(reference)
  const name = text.includes(':') ? `@${shortDigest(text)}` : `:${text}`
  return { title: t('manifest.title', { image: `${repositoryOfParam(repository)}${name}` }) }
}

export default async function Page({ params }: Props) {
  const { registry, repository, reference } = await params
  const place = { registry: textOfParam(registry), repository: repositoryOfParam(repository) }
  return (
    <>
      <ManifestPage {...place} reference={textOfParam(reference)} />
      <DeleteTagFromAddress {...place} isLeaving />
    </>
  )
}
