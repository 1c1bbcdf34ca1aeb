import type { Metadata } from 'next'
import { RepositoriesPage } from '#components/repositories/repositories-page.tsx'
import { textOfParam } from '#lib/client/paths.ts'

interface Props {
  readonly params: Promise<{ readonly registry: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: textOfParam((await params).registry) }
}

export default async function Page({ params }: Props) {
  return <RepositoriesPage registryId={textOfParam((await params).registry)} />
}
