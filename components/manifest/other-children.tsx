'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { Manifest } from '#lib/api/manifests.ts'
import { formatPlatform, shortDigest } from '#lib/client/format.ts'
import { manifestPath } from '#lib/client/paths.ts'
import { keyed } from '#components/shared/keyed.ts'
import { isChoice } from './platform-key.ts'
import { Section } from '#components/shared/section.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'

/** What an index holds besides images for a platform: further indexes, artifacts, attestations of nothing here. */
export function OtherChildren({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest')
  const others = manifest.children.filter((child) => !isChoice(child))
  if (others.length === 0) return null
  const title = t(others.length === manifest.children.length ? 'contents' : 'otherContents')
  return (
    <Section title={title}>
      <ShowMore items={others} step={50}>
        {(shown) => (
          <ul aria-label={title}>
            {keyed(shown, ({ digest }) => digest).map(({ key, item: child }) => (
              <li
                key={key}
                className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 border-border border-t py-1.5 first:border-t-0"
              >
                <span className="w-24">
                  <Kind kind={child.kind} />
                </span>
                <Link
                  href={manifestPath(manifest.registry, manifest.repository, child.digest)}
                  className="font-mono text-accent text-xs hover:underline"
                >
                  {shortDigest(child.digest)}
                </Link>
                <span className="min-w-0 flex-1 basis-48 truncate text-muted text-xs">
                  {child.platform ? formatPlatform(child.platform) : (child.artifactType ?? child.mediaType)}
                </span>
                {child.state === 'missing' && <Badge tone="warning">∅ {t('missing')}</Badge>}
                <span className="w-18 text-right">
                  <Bytes bytes={child.size} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </ShowMore>
    </Section>
  )
}
