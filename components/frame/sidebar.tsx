'use client'
import clsx from 'clsx'
import { Anchor, Brush, Columns2, Copy, History, Keyboard, ListChecks, RefreshCw } from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { StatusDot } from '#components/shared/status-dot.tsx'
import { SyncProgress } from '#components/shared/sync-progress.tsx'
import { Kbd } from '#components/ui/badge.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Registry } from '#lib/api/registries.ts'
import {
  activityPath,
  cleanupPath,
  comparePath,
  copiesPath,
  mirrorsPath,
  overviewPath,
  placeOf,
  policiesPath,
  registryPath,
} from '#lib/client/paths.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { Logo } from './logo.tsx'

interface SidebarProps {
  readonly onShowKeys: () => void
  readonly onNavigate?: () => void
  /** In the drawer of a narrow screen, which has a heading of its own. */
  readonly isDrawer?: boolean
}

export function Sidebar({ onShowKeys, onNavigate, isDrawer }: SidebarProps) {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const here = placeOf(pathname).registry
  const { data } = useRegistries()
  return (
    <>
      {!isDrawer && (
        <IntentLink href={overviewPath} className="flex h-12 items-center gap-2 px-4 font-semibold text-base">
          <Logo />
          Portolan
        </IntentLink>
      )}
      <nav aria-label={t('registries')} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <Item
          href={overviewPath}
          isHere={pathname === overviewPath}
          onNavigate={onNavigate}
          icon={<Anchor />}
        >
          {t('overview')}
        </Item>
        <p className="px-2 pt-4 pb-1 text-muted text-xs">{t('registries')}</p>
        <ul>
          {data === undefined && [1, 2, 3].map((n) => <RegistrySkeleton key={n} />)}
          {data?.items.length === 0 && <li className="px-2 text-muted">{t('noRegistries')}</li>}
          {data?.items.map((registry) => (
            <li key={registry.id}>
              <RegistryItem registry={registry} isHere={registry.id === here} onNavigate={onNavigate} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="border-border border-t p-2">
        <Item
          href={comparePath}
          isHere={pathname.split('/')[1] === 'compare'}
          onNavigate={onNavigate}
          icon={<Columns2 />}
        >
          {t('compare')}
        </Item>
        <Item
          href={copiesPath}
          isHere={pathname.split('/')[1] === 'copies'}
          onNavigate={onNavigate}
          icon={<Copy />}
        >
          {t('copies')}
        </Item>
        <Item
          href={mirrorsPath}
          isHere={pathname.split('/')[1] === 'mirrors'}
          onNavigate={onNavigate}
          icon={<RefreshCw />}
        >
          {t('mirrors')}
        </Item>
        <Item
          href={cleanupPath}
          isHere={pathname === cleanupPath || pathname.startsWith(`${cleanupPath}/`)}
          onNavigate={onNavigate}
          icon={<Brush />}
        >
          {t('cleanup')}
        </Item>
        <Item
          href={policiesPath}
          isHere={pathname.split('/')[1] === 'policies'}
          onNavigate={onNavigate}
          icon={<ListChecks />}
        >
          {t('policies')}
        </Item>
        <Item
          href={activityPath}
          isHere={pathname === activityPath}
          onNavigate={onNavigate}
          icon={<History />}
        >
          {t('activity')}
        </Item>
        <button type="button" onClick={onShowKeys} className={clsx(item, 'w-full hover:bg-surface-hover')}>
          <Keyboard aria-hidden className="size-4 text-muted" />
          <span className="flex-1 text-left">{t('keys')}</span>
          <Kbd>?</Kbd>
        </button>
      </div>
    </>
  )
}

const item = 'flex h-8 items-center gap-2 rounded-md px-2'

interface ItemProps {
  readonly href: string
  readonly isHere: boolean
  readonly onNavigate: (() => void) | undefined
  readonly icon: ReactNode
  readonly children: ReactNode
}

const Item = ({ href, isHere, onNavigate, icon, children }: ItemProps) => (
  <IntentLink
    href={href}
    onClick={onNavigate}
    aria-current={isHere ? 'page' : undefined}
    className={clsx(
      item,
      '[&>svg]:size-4 [&>svg]:text-muted',
      isHere ? 'bg-surface-selected font-medium' : 'hover:bg-surface-hover',
    )}
  >
    {icon}
    {children}
  </IntentLink>
)

interface RegistryItemProps {
  readonly registry: Registry
  readonly isHere: boolean
  readonly onNavigate: (() => void) | undefined
}

function RegistryItem({ registry, isHere, onNavigate }: RegistryItemProps) {
  const t = useTranslations('frame')
  const { number } = useFormatter()
  const count = registry.counts.repositories
  return (
    <Tooltip content={registry.status.detail}>
      <IntentLink
        href={registryPath(registry.id)}
        onClick={onNavigate}
        aria-current={isHere ? 'page' : undefined}
        className={clsx(item, isHere ? 'bg-surface-selected font-medium' : 'hover:bg-surface-hover')}
      >
        <StatusDot state={registry.status.state} />
        <span className="min-w-0 flex-1 truncate">{registry.name}</span>
        <SyncProgress sync={registry.sync} name={registry.name} isBarOnly />
        {count !== null && (
          <span className="text-muted text-xs">
            <span aria-hidden>{number(count)}</span>
            <span className="sr-only">{t('repositoryCount', { count })}</span>
          </span>
        )}
      </IntentLink>
    </Tooltip>
  )
}

const RegistrySkeleton = () => (
  <li className={item}>
    <Skeleton className="w-32" />
  </li>
)
