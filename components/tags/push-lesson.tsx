'use client'
import { useTranslations } from 'use-intl'
import { CodeLine } from '#components/ui/code-line.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

interface PushLessonProps {
  readonly repository: string
  /** As clients name the registry; null while that is not known. */
  readonly host: string | null
}

/** A repository without a tag: how to push the first one, in exactly these names. */
export function PushLesson({ repository, host }: PushLessonProps) {
  const t = useTranslations('tags')
  const image = repository.split('/').at(-1) ?? repository
  return (
    <EmptyState title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
      {host === null ? (
        <Skeleton className="h-8 w-full" />
      ) : (
        <>
          <CodeLine code={`docker build -t ${image}:1.0.0 .`} />
          <CodeLine code={`docker tag ${image}:1.0.0 ${host}/${repository}:1.0.0`} />
          <CodeLine code={`docker push ${host}/${repository}:1.0.0`} />
        </>
      )}
    </EmptyState>
  )
}
