'use client'
import clsx from 'clsx'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Manifest } from '#lib/api/manifests.ts'
import { BlobLink, type RepositoryPlace } from './blob-link.tsx'
import { isMatched, type LayerRow, layerRows } from './layer-rows.ts'
import { LongText } from '#components/shared/long-text.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'
import { StepText } from '#components/shared/step-text.tsx'

/** The history matched to the layers: which step made which, and how much each one weighs. */
export function LayersTab({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest')
  const { number } = useFormatter()
  const { layers, history, kind } = manifest
  const rows = layerRows(manifest)
  if (rows.length === 0) return <EmptyState title={t('noLayers')}>{t('noLayersText')}</EmptyState>
  const empty = history.filter(({ emptyLayer }) => emptyLayer).length
  return (
    <div className="grid gap-3">
      <p className="text-muted">
        {t('layerCount', { count: layers.length })}
        {empty > 0 && ` · ${t('emptyCount', { count: empty })}`}
      </p>
      {history.length > 0 && !isMatched(manifest) && (
        <Notice title={t('unmatchedTitle')}>
          {t('unmatchedText', { layers: number(layers.length), steps: number(history.length) })}
        </Notice>
      )}
      {history.length === 0 && kind !== 'schema1' && <p className="text-muted">{t('noHistory')}</p>}
      <ShowMore items={rows}>
        {(shown) => (
          <table aria-label={t('layersLabel')} className="block w-full">
            <thead className="block max-md:sr-only">
              <tr className={clsx(columns, 'text-left text-muted text-xs')}>
                <th scope="col" className="text-right font-normal">
                  #
                </th>
                <th scope="col" className="font-normal">
                  {t('step')}
                </th>
                <th scope="col" className="font-normal">
                  {t('size')}
                </th>
                <th scope="col" className="font-normal">
                  {t('digest')}
                </th>
              </tr>
            </thead>
            <tbody className="block">
              {shown.map((row) => (
                <Row key={row.id} row={row} place={manifest} baseLayers={manifest.base?.layers ?? 0} />
              ))}
            </tbody>
          </table>
        )}
      </ShowMore>
    </div>
  )
}

const columns =
  'grid grid-cols-[32px_minmax(0,1fr)_200px_176px] items-start gap-x-4 border-border border-b py-1.5 max-md:grid-cols-[24px_minmax(0,1fr)] max-md:gap-x-2'

interface RowProps {
  readonly row: LayerRow
  readonly place: RepositoryPlace
  /** So many of the lowest layers are those of the base image. */
  readonly baseLayers: number
}

function Row({ row, place, baseLayers }: RowProps) {
  const t = useTranslations('manifest')
  const { layer, step, position, share } = row
  return (
    <tr className={columns}>
      <td className="text-right text-muted leading-6">{position}</td>
      <td className="min-w-0 leading-6">
        <Step row={row} />
        {position !== null && position <= baseLayers && <Badge>{t('fromBase')}</Badge>}
      </td>
      <td className="min-w-0 leading-6 max-md:col-start-2">
        {layer && (
          <span className="flex items-center gap-2">
            <span className="h-2 min-w-0 flex-1 overflow-hidden rounded-full bg-surface-hover">
              {share !== null && (
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `max(${layer.size ? '2px' : '0px'}, ${(share * 100).toFixed(2)}%)` }}
                />
              )}
            </span>
            <span className="w-18 text-right">
              <Bytes bytes={layer.size} />
            </span>
          </span>
        )}
      </td>
      <td className="flex min-w-0 items-center gap-1 max-md:col-start-2">
        {layer && <LayerBlob layer={layer} place={place} />}
        {!layer && !step?.emptyLayer && <span className="sr-only">–</span>}
      </td>
    </tr>
  )
}

function LayerBlob({ layer, place }: { layer: NonNullable<LayerRow['layer']>; place: RepositoryPlace }) {
  const t = useTranslations('manifest')
  return (
    <>
      <Tooltip content={layer.mediaType}>
        <span className="inline-flex">
          <Digest digest={layer.digest} />
        </span>
      </Tooltip>
      {layer.urls.length > 0 ? (
        <Tooltip content={`${t('foreignNote')}\n${layer.urls.slice(0, 5).join('\n').slice(0, 1_000)}`}>
          <span className="inline-flex">
            <Badge>{t('foreign')}</Badge>
          </span>
        </Tooltip>
      ) : (
        <BlobLink place={place} digest={layer.digest} name={t('layer')} />
      )}
    </>
  )
}

function Step({ row: { step, layer } }: { row: LayerRow }) {
  if (step === null) {
    const title = layer?.annotations['org.opencontainers.image.title']
    return title ? (
      <LongText text={title} className="font-mono text-xs" />
    ) : (
      <span className="break-all text-muted text-xs">{layer?.mediaType}</span>
    )
  }
  return <StepText step={step} />
}
