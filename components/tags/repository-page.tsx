'use client'
import dynamic from 'next/dynamic'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import { TagsPage } from './tags-page.tsx'
import { useRepositoryView } from './use-repository-view.ts'

// Few look for what no tag points to.
const UntaggedPage = dynamic(() => import('./untagged-page.tsx'))

export function RepositoryPage(place: TagsPlace) {
  const [view] = useRepositoryView()
  return view === 'untagged' ? <UntaggedPage {...place} /> : <TagsPage {...place} />
}
