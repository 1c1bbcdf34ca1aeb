import type { Metadata } from 'next'
import { requestMessages } from '#app/request-locale.ts'
import { DeleteTagFromAddress } from '#components/deletion/delete-tag-from-address.tsx'
import { RepositoryPage } from '#components/tags/repository-page.tsx'
import { repositoryOfParam, textOfParam } from '#lib/client/paths.ts'

interface Props {
  readonly params: Promise<{ readonly registry: string; readonly repository: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { repository }] = await Promise.all([requestMessages(), params])
  return { title: t('tags.title', { repository: repositoryOfParam(repository) }) }
}

export default async function Page({ params }: Props) {
  const { registry, repository } = await params
  const place = { registry: textOfParam(registry), repository: repositoryOfParam(repository) }
  return (
    <>
      <RepositoryPage {...place} />
      <DeleteTagFromAddress {...place} />
    </>
  )
}
