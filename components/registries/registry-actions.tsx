'use client'
import { BellRing, Lock, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { useCellTabIndex } from '#components/ui/row-focus.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Registry } from '#lib/api/registries.ts'

export interface RegistryActions {
  readonly change: (id: string) => void
  readonly remove: (id: string) => void
  /** How the registry tells what happens in it. */
  readonly notify: (id: string) => void
}

interface RegistryActionsCellProps extends RegistryActions {
  readonly registry: Registry
}

/** Notifications, and change and remove, or where else the registry is set. */
export function RegistryActionsCell({ registry, change, remove, notify }: RegistryActionsCellProps) {
  const t = useTranslations('registries')
  const tabIndex = useCellTabIndex()
  const { id, name, source } = registry
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      <IconButton
        size="sm"
        tabIndex={tabIndex}
        label={t('hook.open', { name })}
        icon={<BellRing aria-hidden />}
        onClick={() => notify(id)}
      />
      {source === 'store' ? (
        <>
          <IconButton
            size="sm"
            tabIndex={tabIndex}
            label={t('changeRegistry', { name })}
            icon={<Pencil aria-hidden />}
            onClick={() => change(id)}
          />
          <IconButton
            size="sm"
            tabIndex={tabIndex}
            label={t('removeRegistry', { name })}
            icon={<Trash2 aria-hidden />}
            className="hover:text-danger"
            onClick={() => remove(id)}
          />
        </>
      ) : (
        <Tooltip content={t(`source.${source}Text`)}>
          <span className="inline-flex items-center gap-1 text-muted text-xs">
            <Lock aria-hidden className="size-3" />
            {t(`source.${source}`)}
            <span className="sr-only">{t(`source.${source}Text`)}</span>
          </span>
        </Tooltip>
      )}
    </span>
  )
}
