'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Config } from '#lib/api/manifests.ts'
import { BlobLink } from './blob-link.tsx'
import { LongText } from '#components/shared/long-text.tsx'
import { NameValueTable } from './name-value-table.tsx'
import { Section } from '#components/shared/section.tsx'

interface ConfigSectionProps {
  readonly config: Config
  readonly registry: string
  readonly repository: string
}

const imageConfigs: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
])

/** What a container of this image runs with. */
export function ConfigSection({ config, registry, repository }: ConfigSectionProps) {
  const t = useTranslations('manifest')
  const blob = <BlobLink place={{ registry, repository }} digest={config.digest} name={t('config')} />
  const isImage = imageConfigs.has(config.mediaType)
  if (!isImage || config.problem)
    return (
      <Section title={t('config')} action={blob}>
        <Notice
          tone={config.problem ? 'warning' : 'info'}
          title={t(config.problem ? 'configUnreadable' : 'configForeign')}
        >
          <p>{config.problem?.detail ?? t('configForeignText')}</p>
          <p className="break-all font-mono text-xs">{config.mediaType}</p>
        </Notice>
      </Section>
    )
  const labels = Object.entries(config.labels).map(([name, value]) => ({ name, value }))
  return (
    <>
      <Section title={t('config')} action={blob}>
        <dl>
          <Setting name={t('entrypoint')} content={argv(config.entrypoint)} />
          <Setting name={t('cmd')} content={argv(config.cmd)} />
          <Setting name={t('workingDir')} content={text(config.workingDir)} />
          <Setting name={t('user')} content={text(config.user)} none={t('userRoot')} />
          <Setting name={t('ports')} content={list(config.ports)} />
          <Setting name={t('volumes')} content={list(config.volumes)} />
          <Setting name={t('stopSignal')} content={text(config.stopSignal)} none={t('stopSignalDefault')} />
          <Setting name={t('healthcheck')} content={argv(config.healthcheck)} />
          <Setting name={t('author')} content={text(config.author)} />
        </dl>
      </Section>
      {config.env.length > 0 && (
        <Section title={t('environment')}>
          <NameValueTable label={t('environment')} rows={config.env} />
        </Section>
      )}
      {labels.length > 0 && (
        <Section title={t('labels')}>
          <NameValueTable label={t('labels')} rows={labels} />
        </Section>
      )}
    </>
  )
}

const text = (value: string | null) => (value === null ? null : <LongText text={value} />)
// As JSON, the exec form: where one argument ends and the next begins matters.
const argv = (values: readonly string[]) =>
  values.length === 0 ? null : <LongText text={`[${values.map((v) => JSON.stringify(v)).join(', ')}]`} />
const list = (values: readonly string[]) =>
  values.length === 0 ? null : <LongText text={values.join(', ')} />

interface SettingProps {
  readonly name: string
  readonly content: ReactNode
  /** What it means that the config does not say. */
  readonly none?: string
}

function Setting({ name, content, none }: SettingProps) {
  const t = useTranslations('manifest')
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 border-border border-t py-1.5 first:border-t-0">
      <dt className="text-muted leading-6">{name}</dt>
      <dd className="min-w-0 font-mono text-xs leading-6">
        {content ?? <Unknown reason={none ?? t('notSet')} />}
      </dd>
    </div>
  )
}
