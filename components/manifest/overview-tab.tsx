'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Manifest } from '#lib/api/manifests.ts'
import { BaseSection } from './base-line.tsx'
import { ConfigSection } from './config-section.tsx'
import { OtherChildren } from './other-children.tsx'
import { PlacesSection } from './places-section.tsx'
import { PullCommands } from './pull-commands.tsx'
import type { ManifestState } from './use-manifest-state.ts'

interface OverviewTabProps {
  readonly manifest: Manifest
  readonly shown: Manifest | null
  readonly state: ManifestState
  /** Stands in the place of the config: why it is not there. */
  readonly trouble: ReactNode
}

export function OverviewTab({ manifest, shown, state, trouble }: OverviewTabProps) {
  const t = useTranslations('manifest')
  return (
    <div className="grid gap-6 lg:grid-cols-2 lg:gap-x-10">
      <div className="grid min-w-0 content-start gap-6">
        <PullCommands commands={manifest.pull} state={state} />
        <BaseSection manifest={manifest} shown={shown} />
        <OtherChildren manifest={manifest} />
        <PlacesSection manifest={manifest} />
      </div>
      <div className="grid min-w-0 content-start gap-6">
        {trouble}
        {shown?.config ? (
          <ConfigSection
            config={shown.config}
            registry={manifest.registry}
            repository={manifest.repository}
          />
        ) : (
          shown && shown.children.length === 0 && <p className="text-muted">{t('noConfig')}</p>
        )}
      </div>
    </div>
  )
}
