'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeLine } from '#components/ui/code-line.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RegistryHook } from '#lib/api/hooks.ts'
import type { Registry } from '#lib/api/registries.ts'
import { useMakeRegistryHook, useRegistryHook } from '#lib/client/use-registry-hook.ts'
import { type HookSender, hookSenders, hookSnippet } from './hook-snippets.ts'
import { RegistryProblem } from './registry-problem.tsx'

interface HookSheetProps {
  readonly registry: Registry
  readonly onClose: () => void
}

/** How a registry is made to tell what happens in it: address, token, and a configuration to copy. */
export function HookSheet({ registry, onClose }: HookSheetProps) {
  const t = useTranslations('registries.hook')
  const hook = useRegistryHook(registry.id)
  const { mutate, isPending, error } = useMakeRegistryHook(registry.id)
  const isFixed = hook.data?.source === 'file'
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('title', { name: registry.name })}
      description={t('text')}
      footer={
        <>
          {error !== null && <RegistryProblem error={error} />}
          {hook.data && !isFixed && (
            <Button
              variant={hook.data.token === null ? 'primary' : 'secondary'}
              loading={isPending}
              onClick={() => mutate()}
            >
              {hook.data.token === null ? t('make') : t('rotate')}
            </Button>
          )}
        </>
      }
    >
      {hook.isError && !hook.data ? (
        <ProblemState error={hook.error} onRetry={() => hook.refetch()} isRetrying={hook.isFetching} />
      ) : hook.data ? (
        <Hook hook={hook.data} type={registry.type} />
      ) : (
        <Skeleton className="w-full" />
      )}
    </Sheet>
  )
}

function Hook({ hook, type }: { hook: RegistryHook; type: Registry['type'] }) {
  const t = useTranslations('registries.hook')
  const [sender, setSender] = useState<HookSender>(
    () => hookSenders.find((known) => known === type) ?? 'distribution',
  )
  return (
    <div className="grid gap-4 [&>*]:min-w-0">
      <p>
        {t('lastEvent')}{' '}
        {hook.lastEventAt === null ? (
          <span className="text-muted">{t('noEvent')}</span>
        ) : (
          <RelativeTime time={hook.lastEventAt} />
        )}
      </p>
      <Field label={t('url')} code={hook.url} />
      {hook.token === null ? (
        <p className="text-muted">{t('noToken')}</p>
      ) : (
        <>
          <Field label={t('token')} code={hook.token} />
          {hook.source === 'file' && <p className="text-muted">{t('fixed')}</p>}
          <div className="grid justify-items-start gap-2 [&>*]:max-w-full">
            <Segmented
              label={t('sender')}
              value={sender}
              onChange={setSender}
              options={hookSenders.map((value) => ({ value, label: t(`senders.${value}`) }))}
            />
            <p className="text-muted">{t(`where.${sender}`)}</p>
          </div>
          <CodeLine code={hookSnippet(sender, hook)} copyLabel={t('copy')} />
          <p className="text-muted">{t('rotateText')}</p>
        </>
      )}
    </div>
  )
}

const Field = ({ label, code }: { label: string; code: string }) => (
  <div className="grid gap-1 [&>*]:min-w-0">
    <span className="font-medium">{label}</span>
    <CodeLine code={code} copyLabel={label} />
  </div>
)
