'use client'
import { Command } from 'cmdk'
import { ArrowRight, History, Languages, SunMoon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { shortDigest } from '#lib/client/format.ts'
import { localeCookie, remember } from '#lib/client/locale.ts'
import {
  activityPath,
  auditPath,
  cleanupPath,
  compareImagesPath,
  comparePath,
  copiesPath,
  manifestPath,
  mirrorsPath,
  overviewPath,
  policiesPath,
  repositoryPath,
  searchPath,
  trashPath,
} from '#lib/client/paths.ts'
import { type RecentPlace, readRecentPlaces } from '#lib/client/recent-places.ts'
import { type Theme, themes, useTheme } from '#lib/client/use-theme.ts'
import { PaletteItem, paletteGroup } from './palette-item.tsx'

interface PaletteStartProps {
  /** In lower case; commands whose words begin with it are shown, all of them when it is empty. */
  readonly text: string
  readonly onGo: (path: string) => void
  readonly onClose: () => void
}

/** What is there before anything is typed: where one was, where one can go, how things look. */
export function PaletteStart({ text, onGo, onClose }: PaletteStartProps) {
  const t = useTranslations('search')
  const [recent] = useState(readRecentPlaces)
  const commands = useCommands(onGo, onClose).filter(({ name }) => name.toLowerCase().includes(text))
  return (
    <>
      {text === '' && recent.length > 0 && (
        <Command.Group heading={t('recent')} className={paletteGroup}>
          {recent.map((place) => (
            <PaletteItem
              key={pathOf(place)}
              value={`recent ${pathOf(place)}`}
              onSelect={() => onGo(pathOf(place))}
            >
              <History aria-hidden className="size-4 shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate">{nameOf(place)}</span>
              <span className="max-w-2/5 shrink-0 truncate text-muted text-xs">{place.registry}</span>
            </PaletteItem>
          ))}
        </Command.Group>
      )}
      {commands.length > 0 && (
        <Command.Group heading={t('commands')} className={paletteGroup}>
          {commands.map(({ id, name, icon, run }) => (
            <PaletteItem key={id} value={`command ${id}`} onSelect={run}>
              <span aria-hidden className="text-muted [&_svg]:size-4">
                {icon}
              </span>
              {name}
            </PaletteItem>
          ))}
        </Command.Group>
      )}
    </>
  )
}

const pathOf = ({ registry, repository, reference }: RecentPlace) =>
  reference === null ? repositoryPath(registry, repository) : manifestPath(registry, repository, reference)

function nameOf({ repository, reference }: RecentPlace): string {
  if (reference === null) return repository
  return reference.includes(':') ? `${repository}@${shortDigest(reference)}` : `${repository}:${reference}`
}

interface PaletteCommand {
  readonly id: string
  readonly name: string
  readonly icon: ReactNode
  readonly run: () => void
}

type Place =
  | 'goRegistries'
  | 'goCompare'
  | 'goCompareImages'
  | 'goCopies'
  | 'goMirrors'
  | 'goCleanup'
  | 'goTrash'
  | 'goPolicies'
  | 'goActivity'
  | 'goAudit'
  | 'goSearch'

function useCommands(onGo: (path: string) => void, onClose: () => void): PaletteCommand[] {
  const t = useTranslations('search')
  const locale = useLocale()
  const router = useRouter()
  const [theme, setTheme] = useTheme()
  const go = (id: Place, path: string): PaletteCommand => ({
    id,
    name: t(`command.${id}`),
    icon: <ArrowRight />,
    run: () => onGo(path),
  })
  const next: Theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return [
    go('goRegistries', overviewPath),
    go('goCompare', comparePath),
    go('goCompareImages', compareImagesPath()),
    go('goCopies', copiesPath),
    go('goMirrors', mirrorsPath),
    go('goCleanup', cleanupPath),
    go('goTrash', trashPath),
    go('goPolicies', policiesPath),
    go('goActivity', activityPath),
    go('goAudit', auditPath),
    go('goSearch', searchPath),
    {
      id: 'theme',
      name: t(`command.theme.${next}`),
      icon: <SunMoon />,
      run: () => {
        setTheme(next)
        onClose()
      },
    },
    {
      id: 'language',
      name: t('command.language'),
      icon: <Languages />,
      run: () => {
        remember(localeCookie, locale === 'ko' ? 'en' : 'ko')
        onClose()
        router.refresh()
      },
    },
  ]
}
