'use client'
import clsx from 'clsx'
import { usePathname } from 'next/navigation'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { shortDigest } from '#lib/client/format.ts'
import {
  activityPath,
  cleanupPath,
  compareImagesPath,
  comparePath,
  copiesPath,
  copyPath,
  deletionPath,
  mirrorPath,
  mirrorsPath,
  overviewPath,
  placeOf,
  policiesPath,
  policyPath,
  registryPath,
  repositoryPath,
  searchPath,
  sizesPath,
} from '#lib/client/paths.ts'
import { useRegistries } from '#lib/client/use-registries.ts'

interface Crumb {
  readonly label: string
  readonly href: string
  /** What stands before it. */
  readonly mark: string
}

/** registry / namespace / repository : tag, out of the address. A namespace leads to the registry filtered by it. */
function useCrumbs(): Crumb[] {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const { registry, repository, reference } = placeOf(pathname)
  const { data } = useRegistries()
  if (pathname === activityPath) return [{ label: t('activity'), href: activityPath, mark: '' }]
  if (pathname === compareImagesPath()) return [{ label: t('compareImages'), href: pathname, mark: '' }]
  if (pathname.split('/')[1] === 'compare') return [{ label: t('compare'), href: comparePath, mark: '' }]
  if (pathname.split('/')[1] === 'cleanup') {
    const run = pathname.split('/')[2]
    const here = { label: t('cleanup'), href: cleanupPath, mark: '' }
    return run ? [here, { label: run.slice(0, 8), href: deletionPath(run), mark: '/' }] : [here]
  }
  if (pathname.split('/')[1] === 'copies') {
    const copy = pathname.split('/')[2]
    const here = { label: t('copies'), href: copiesPath, mark: '' }
    return copy ? [here, { label: copy.slice(0, 8), href: copyPath(copy), mark: '/' }] : [here]
  }
  if (pathname.split('/')[1] === 'mirrors') {
    const mirror = pathname.split('/')[2]
    const here = { label: t('mirrors'), href: mirrorsPath, mark: '' }
    return mirror
      ? [here, { label: mirror === 'new' ? t('new') : mirror, href: mirrorPath(mirror), mark: '/' }]
      : [here]
  }
  if (pathname.split('/')[1] === 'policies') {
    const policy = pathname.split('/')[2]
    const here = { label: t('policies'), href: policiesPath, mark: '' }
    return policy
      ? [here, { label: policy === 'new' ? t('new') : policy, href: policyPath(policy), mark: '/' }]
      : [here]
  }
  if (pathname === searchPath) return [{ label: t('search'), href: searchPath, mark: '' }]
  if (registry === null) return [{ label: t('overview'), href: overviewPath, mark: '' }]
  const name = data?.items.find((r) => r.id === registry)?.name ?? registry
  const crumbs = [{ label: name, href: registryPath(registry), mark: '' }]
  if (pathname === sizesPath(registry)) return [...crumbs, { label: t('sizes'), href: pathname, mark: '/' }]
  if (repository === null) return crumbs
  const parts = repository.split('/')
  for (const [at, part] of parts.entries()) {
    const isLast = at === parts.length - 1
    const namespace = parts.slice(0, at + 1).join('/')
    const href = isLast
      ? repositoryPath(registry, repository)
      : `${registryPath(registry)}?namespace=${encodeURIComponent(namespace)}`
    crumbs.push({ label: part, href, mark: '/' })
  }
  if (reference === null) return crumbs
  const isDigest = reference.includes(':')
  crumbs.push({
    label: isDigest ? shortDigest(reference) : reference,
    href: pathname,
    mark: isDigest ? '@' : ':',
  })
  return crumbs
}

export function Breadcrumb() {
  const t = useTranslations('frame')
  const crumbs = useCrumbs()
  return (
    <nav aria-label={t('breadcrumb')} className="min-w-0 flex-1 overflow-hidden">
      {/* At the narrow width the end is what matters: the beginning is cut off. */}
      <ol className="flex min-w-0 items-center justify-start gap-1.5 whitespace-nowrap">
        {crumbs.map(({ label, href, mark }, at) => {
          const isLast = at === crumbs.length - 1
          return (
            <Fragment key={href}>
              <li className={clsx('flex min-w-0 items-center gap-1.5', !isLast && 'shrink max-md:hidden')}>
                {mark && (
                  <span aria-hidden className={clsx('text-muted', at > 0 && 'max-md:hidden')}>
                    {mark}
                  </span>
                )}
                <IntentLink
                  href={href}
                  aria-current={isLast ? 'page' : undefined}
                  className={clsx(
                    'truncate rounded-sm hover:text-accent hover:underline',
                    isLast ? 'font-medium' : 'text-muted',
                  )}
                >
                  {label}
                </IntentLink>
              </li>
            </Fragment>
          )
        })}
      </ol>
    </nav>
  )
}
