'use client'
import { useTranslations } from 'use-intl'
import { CodeLine } from '#components/ui/code-line.tsx'
import type { GarbageCollection } from '#lib/api/deletion.ts'
import { useRegistries } from '#lib/client/use-registries.ts'

/** What has to be run, and where, before bytes come free: for each registry as its kind and version want it. */
export function CollectionAdvice({ advice }: { advice: readonly GarbageCollection[] }) {
  const t = useTranslations('cleanup.collection')
  const { data } = useRegistries()
  const nameOf = (id: string) => data?.items.find((registry) => registry.id === id)?.name ?? id
  return advice.map(({ registry, advice: code, command }) => (
    <div key={registry} className="grid min-w-0 gap-1">
      <p>{t(code, { registry: nameOf(registry) })}</p>
      {command && <CodeLine code={command} copyLabel={t('copyCommand')} />}
    </div>
  ))
}
