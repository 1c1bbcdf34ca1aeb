'use client'
import { Copy, GitCompareArrows, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Created } from '#components/shared/created.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Manifest } from '#lib/api/manifests.ts'
import { requestCopy } from '#lib/client/copy-request.ts'
import { formatBytes, shortDigest } from '#lib/client/format.ts'
import { compareImagesPath, manifestPath } from '#lib/client/paths.ts'
import { useMayDelete } from '#lib/client/use-may-delete.ts'
import { useTagToDelete } from '#lib/client/use-tag-to-delete.ts'
import { useRegistry } from '#lib/client/use-registries.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'

/** What it is called, and what it is in one line. */
export function ManifestHeader({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest')
  const tags = useTranslations('tags')
  const locale = useLocale()
  const { data: registry } = useRegistry(manifest.registry)
  const [, setToDelete] = useTagToDelete()
  const mayDelete = useMayDelete(manifest.registry)
  const mayCopy = useIsAllowed('copy')
  const { tag, digest, repository } = manifest
  const name = tag === null ? `@${digest}` : `:${tag}`
  const copied = `${registry ? `${registry.publicHost}/` : ''}${repository}${name}`
  const from = { registry: manifest.registry, repository, reference: tag ?? digest }
  const here = { registry: manifest.registry, repository, tag: null }
  return (
    <PageHeader
      title={
        <span className="inline-flex min-w-0 max-w-full items-center gap-1">
          <span className="min-w-0 break-all">{tag ?? shortDigest(digest)}</span>
          <CopyButton text={copied} label={t('copyReference', { reference: tag ?? shortDigest(digest) })} />
        </span>
      }
      badges={
        <span className="text-muted">
          <Kind kind={manifest.kind} note={manifest.artifactType ?? manifest.mediaType} />
        </span>
      }
      facts={[
        { id: 'digest', content: <Digest digest={digest} isCopyShown /> },
        { id: 'size', content: <Bytes bytes={manifest.size} unknownReason={tags('sizeUnknown')} /> },
        ...(manifest.uniqueSize === null
          ? []
          : [
              {
                id: 'unique',
                content: (
                  <Tooltip content={t(manifest.uniqueSize === 0 ? 'uniqueNoneNote' : 'uniqueNote')}>
                    <span>{t('unique', { size: formatBytes(manifest.uniqueSize, locale) })}</span>
                  </Tooltip>
                ),
              },
            ]),
        {
          id: 'created',
          content: <Created createdAt={manifest.createdAt} source={manifest.createdSource} />,
        },
        ...(tag === null && manifest.siblings.length === 0 && manifest.siblingsComplete
          ? [{ id: 'untagged', content: t('untagged') }]
          : []),
        { id: 'freshness', content: <FreshnessLine freshness={manifest.freshness} /> },
      ]}
      isWide
      actions={
        <>
          <Button asChild>
            <Link href={compareImagesPath(from)}>
              <GitCompareArrows aria-hidden className="size-4" />
              {t('compareWith')}
            </Link>
          </Button>
          {mayCopy && (
            <Menu
              align="end"
              trigger={
                <Button>
                  <Copy aria-hidden className="size-4" />
                  {t('copy')}
                </Button>
              }
            >
              <MenuItem onSelect={() => requestCopy({ items: [{ from, to: null }] })}>{t('copyTo')}</MenuItem>
              {registry?.readOnly === false && (
                <MenuItem onSelect={() => requestCopy({ items: [{ from, to: here }] })}>
                  {t('retag')}
                </MenuItem>
              )}
            </Menu>
          )}
          {tag !== null && mayDelete && (
            <Button onClick={() => void setToDelete(tag)}>
              <Trash2 aria-hidden className="size-4" />
              {t('deleteTag')}
            </Button>
          )}
        </>
      }
    />
  )
}

const siblingsShown = 8

/** The other tags that mean the same bytes. */
export function Siblings({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest')
  const { number } = useFormatter()
  const { siblings, siblingsComplete, registry, repository } = manifest
  if (siblings.length === 0) return null
  const rest = siblings.length - siblingsShown
  return (
    <p className="flex flex-wrap items-center gap-1.5 px-4 pb-3 text-muted md:px-6">
      <span>{t(manifest.tag === null ? 'tags' : 'alsoTagged')}</span>
      {siblings.slice(0, siblingsShown).map((name) => (
        <Link
          key={name}
          href={manifestPath(registry, repository, name)}
          prefetch={false}
          className="max-w-60 truncate rounded-sm border border-border px-1.5 font-mono text-text text-xs leading-5 hover:border-accent hover:text-accent"
        >
          {name}
        </Link>
      ))}
      {rest > 0 && <span>{t('moreTags', { count: number(rest) })}</span>}
      {!siblingsComplete && <span className="text-xs">{t('siblingsIncomplete')}</span>}
    </p>
  )
}
