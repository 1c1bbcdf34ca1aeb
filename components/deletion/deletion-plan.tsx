'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { Digest } from '#components/shared/digest.tsx'
import { CodeLine } from '#components/ui/code-line.tsx'
import type { RegistryType } from '#lib/api/registries.ts'
import type { TagDeletionPreview } from '#lib/api/tags.ts'

const namesShown = 12

function Names({ names }: { names: readonly string[] }) {
  const t = useTranslations('deletion')
  const { number } = useFormatter()
  const rest = names.length - namesShown
  return (
    <ul className="flex flex-wrap gap-1">
      {names.slice(0, namesShown).map((name) => (
        <li
          key={name}
          className="max-w-full truncate rounded-sm border border-border px-1.5 font-mono text-text text-xs leading-5"
        >
          {name}
        </li>
      ))}
      {rest > 0 && (
        <li className="text-xs leading-5">{t('andMore', { count: rest, number: number(rest) })}</li>
      )}
    </ul>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-0.5 border-border border-t py-2 first:border-t-0">
      <dt className="font-medium">{label}</dt>
      <dd className="grid min-w-0 gap-1 text-muted">{children}</dd>
    </div>
  )
}

interface DeletionPlanProps {
  readonly preview: TagDeletionPreview
  readonly registryType: RegistryType | null
}

/** What would go, what stays, and by which method, in plain words. */
export function DeletionPlan({ preview, registryType }: DeletionPlanProps) {
  const t = useTranslations('deletion')
  const { tag, digest, siblings, method, fallback, referrers } = preview
  const collectionHint =
    registryType === 'distribution' || registryType === 'generic' ? 'distribution' : 'other'
  return (
    <dl>
      <Fact label={t(method ? 'goes' : 'theTag')}>
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="break-all font-mono text-text text-xs">{tag}</span>
          <Digest digest={digest} isCopyShown />
        </span>
        {method && siblings.length === 0 && <p>{t('lastTag')}</p>}
      </Fact>
      {method && (
        <Fact label={siblings.length > 0 ? t('stay', { count: siblings.length }) : t('nothingElse')}>
          {siblings.length > 0 ? <Names names={siblings} /> : <p>{t('noSiblings')}</p>}
        </Fact>
      )}
      {method && (
        <Fact label={t('how')}>
          <p>{t(`method.${method}`)}</p>
          {fallback && fallback !== method && <p>{t(`fallback.${fallback}`)}</p>}
        </Fact>
      )}
      {referrers.length > 0 && (
        <Fact label={t('referrers', { count: referrers.length })}>
          <p>{t('referrersNote')}</p>
          <ul className="grid gap-0.5">
            {referrers.slice(0, namesShown).map((referrer) => (
              <li key={referrer.digest} className="flex min-w-0 flex-wrap items-center gap-x-2">
                <Digest digest={referrer.digest} />
                {referrer.artifactType && (
                  <span className="min-w-0 truncate text-xs">{referrer.artifactType}</span>
                )}
              </li>
            ))}
            {referrers.length > namesShown && (
              <li>
                {t('andMore', {
                  count: referrers.length - namesShown,
                  number: String(referrers.length - namesShown),
                })}
              </li>
            )}
          </ul>
        </Fact>
      )}
      {method && (
        <Fact label={t('space')}>
          <p>{t(`collection.${collectionHint}`)}</p>
        </Fact>
      )}
    </dl>
  )
}

/** How to turn deletion on, where the kind of registry is one that we know how. */
export function TurnOnDeletion({ registryType }: { registryType: RegistryType | null }) {
  const t = useTranslations('deletion')
  if (registryType === null) return null
  if (registryType === 'distribution' || registryType === 'generic')
    return (
      <>
        <p>{t('turnOn.distribution')}</p>
        <CodeLine code={'storage:\n  delete:\n    enabled: true'} copyLabel={t('copyConfiguration')} />
        <p>{t('turnOn.environment')}</p>
        <CodeLine code="REGISTRY_STORAGE_DELETE_ENABLED=true" />
      </>
    )
  return <p>{t('turnOn.other')}</p>
}
