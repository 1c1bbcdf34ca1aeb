'use client'
import { Search } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { searchPath } from '#lib/client/paths.ts'

/** What can be typed, by example; each is a link that does it. */
const examples = [
  { id: 'words', q: 'api 1.4' },
  { id: 'reference', q: 'team/api:latest' },
  { id: 'command', q: 'docker pull registry.example.com/team/api:1.4.2' },
  { id: 'digest', q: 'sha256:1f2e3d' },
  { id: 'label', q: 'label:team=payments' },
  { id: 'base', q: 'base:alpine:3.20' },
  { id: 'registry', q: 'registry:prod api' },
] as const

export function SearchLesson() {
  const t = useTranslations('search')
  return (
    <EmptyState icon={<Search />} title={t('lessonTitle')}>
      <p>{t('lessonText')}</p>
      <dl className="grid gap-2">
        {examples.map(({ id, q }) => (
          <div key={id} className="grid gap-x-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <dt className="min-w-0">
              <Link
                href={`${searchPath}?q=${encodeURIComponent(q)}`}
                className="break-words rounded-sm font-mono text-accent hover:underline"
              >
                {q}
              </Link>
            </dt>
            <dd>{t(`example.${id}`)}</dd>
          </div>
        ))}
      </dl>
    </EmptyState>
  )
}
