'use client'
import { useTranslations } from 'use-intl'
import { CodeLine } from '#components/ui/code-line.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { PullCommand } from '#lib/api/manifests.ts'
import { Section } from '#components/shared/section.tsx'
import type { ManifestState } from './use-manifest-state.ts'

interface PullCommandsProps {
  readonly commands: readonly PullCommand[]
  readonly state: ManifestState
}

/** How each tool pulls this: by tag, which moves on, or by digest, which never does. */
export function PullCommands({ commands, state }: PullCommandsProps) {
  const t = useTranslations('manifest')
  const hasTag = commands.some(({ byTag }) => byTag !== null)
  const by = hasTag ? (state.by ?? 'tag') : 'digest'
  return (
    <Section
      title={t('pull')}
      action={
        hasTag && (
          <Segmented
            label={t('pullBy')}
            value={by}
            options={[
              { value: 'tag', label: t('byTag') },
              { value: 'digest', label: t('byDigest') },
            ]}
            onChange={(next) => void state.set({ by: next === 'tag' ? null : next })}
          />
        )
      }
    >
      <dl className="grid gap-2">
        {commands.map(({ tool, byTag, byDigest }) => (
          <div key={tool} className="grid items-start gap-x-3 gap-y-1 md:grid-cols-[64px_minmax(0,1fr)]">
            <dt className="text-muted md:leading-8">{tool}</dt>
            <dd className="min-w-0">
              <CodeLine code={(by === 'tag' ? byTag : null) ?? byDigest} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
