'use client'
import { useTranslations } from 'use-intl'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Child, Manifest } from '#lib/api/manifests.ts'
import { NameValueTable } from './name-value-table.tsx'
import { Section } from '#components/shared/section.tsx'

interface AnnotationsTabProps {
  /** The manifest that the page is about. */
  readonly manifest: Manifest
  /** What is shown of it: itself, or the manifest of the chosen platform. */
  readonly shown: Manifest | null
  readonly child: Child | null
}

const rowsOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, value]) => ({ name, value }))

/** Everything that people wrote on it, by where it is written. */
export function AnnotationsTab({ manifest, shown, child }: AnnotationsTabProps) {
  const t = useTranslations('manifest')
  const isIndex = manifest.children.length > 0
  const groups = [
    {
      title: t(isIndex ? 'annotationsOfIndex' : 'annotationsOfManifest'),
      rows: rowsOf(manifest.annotations),
    },
    { title: t('annotationsOfDescriptor'), rows: rowsOf(child?.annotations ?? {}) },
    ...(shown && shown.digest !== manifest.digest
      ? [{ title: t('annotationsOfManifest'), rows: rowsOf(shown.annotations) }]
      : []),
    { title: t('labels'), rows: rowsOf(shown?.config?.labels ?? {}) },
  ].filter(({ rows }) => rows.length > 0)
  if (groups.length === 0) return <EmptyState title={t('noAnnotations')}>{t('noAnnotationsText')}</EmptyState>
  return (
    <div className="grid gap-6">
      {groups.map(({ title, rows }) => (
        <Section key={title} title={title}>
          <NameValueTable label={title} rows={rows} />
        </Section>
      ))}
    </div>
  )
}
