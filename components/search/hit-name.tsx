'use client'
import { useTranslations } from 'use-intl'
import { Highlighted } from '#components/shared/highlighted.tsx'
import type { Hit, MatchRange } from '#lib/api/search.ts'
import { shortDigest } from '#lib/client/format.ts'

const rangesOf = (hit: Hit, field: MatchRange['field']) =>
  hit.matches.filter((range) => range.field === field)

/** `repository:tag` with what matched marked. */
export function HitName({ hit }: { hit: Hit }) {
  return (
    <>
      <Highlighted text={hit.repository} ranges={rangesOf(hit, 'repository')} />
      {hit.tag !== null && (
        <>
          <span className="text-muted">:</span>
          <Highlighted text={hit.tag} ranges={rangesOf(hit, 'tag')} />
        </>
      )}
      {hit.tag === null && hit.digest !== null && (
        <span className="font-mono">
          <span className="text-muted">@</span>
          {shortDigest(hit.digest)}
        </span>
      )}
    </>
  )
}

/** Why it was found, where its name does not show it: the label, the digest, the base image. */
export function HitReason({ hit }: { hit: Hit }) {
  const t = useTranslations('search')
  if (hit.type === 'label' || hit.type === 'annotation') {
    return (
      <span className="font-mono">
        <Highlighted text={hit.key ?? ''} ranges={rangesOf(hit, 'key')} />=
        <Highlighted text={hit.value ?? ''} ranges={rangesOf(hit, 'value')} />
      </span>
    )
  }
  if (hit.type === 'baseImage') {
    return (
      <>
        {t(hit.key === 'layers' ? 'builtOnLayers' : 'builtOn')}{' '}
        <span className="font-mono">
          <Highlighted text={hit.value ?? ''} ranges={rangesOf(hit, 'value')} />
        </span>
      </>
    )
  }
  if (hit.type === 'digest') {
    const blob = hit.key === 'config' || hit.key === 'layer' ? hit.key : null
    return (
      <>
        {blob && `${t(`blob.${blob}`)} `}
        <span className="font-mono">{shortDigest((blob ? hit.value : hit.digest) ?? '')}</span>
      </>
    )
  }
  return null
}
