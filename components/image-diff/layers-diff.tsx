'use client'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { Section } from '#components/shared/section.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'
import type { ImageComparison } from '#lib/client/use-compared-images.ts'
import { NothingDiffers } from './nothing-differs.tsx'
import { StateMark } from './state-mark.tsx'

interface LayersDiffProps {
  readonly layers: ImageComparison['layers']
  readonly onlyDifferences: boolean
}

const columns =
  'grid grid-cols-[16px_176px_minmax(0,1fr)_96px] items-start gap-x-3 border-border border-t py-1.5 max-md:grid-cols-[16px_minmax(0,1fr)_80px]'

/** Which layers only one side has and which both do, with what they weigh together. */
export function LayersDiff({ layers, onlyDifferences }: LayersDiffProps) {
  const t = useTranslations('imageDiff')
  const groups = [
    { state: 'removed', items: layers.removed, bytes: layers.removedBytes },
    { state: 'added', items: layers.added, bytes: layers.addedBytes },
    { state: 'same', items: layers.shared, bytes: layers.sharedBytes },
  ] as const
  const all = groups.flatMap(({ state, items }) => items.map((layer) => ({ state, layer })))
  const shown = onlyDifferences ? all.filter(({ state }) => state !== 'same') : all
  return (
    <Section title={t('section.layers')}>
      {all.length === 0 && <p className="text-muted">{t('noLayers')}</p>}
      {all.length > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-1">
          {groups.map(({ state, items, bytes }) => (
            <div key={state} className="flex items-center gap-1.5">
              <dt className="flex items-center gap-1.5">
                <StateMark state={state} />
                <span aria-hidden className="text-muted">
                  {t(`layerGroup.${state}`)}
                </span>
              </dt>
              <dd>
                {t('layerCount', { count: items.length })}
                {items.length > 0 && (
                  <>
                    {' · '}
                    <Bytes bytes={bytes} unknownReason={t('sumUnknown')} />
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {layers.commonBase > 0 && <p className="text-muted">{t('commonBase', { count: layers.commonBase })}</p>}
      {all.length > 0 && shown.length === 0 && <NothingDiffers count={all.length} />}
      {shown.length > 0 && (
        <ShowMore items={shown}>
          {(some) => (
            <table aria-label={t('section.layers')} className="block w-full">
              <thead className="sr-only">
                <tr>
                  <th scope="col">{t('stateColumn')}</th>
                  <th scope="col">{t('digest')}</th>
                  <th scope="col">{t('mediaType')}</th>
                  <th scope="col">{t('size')}</th>
                </tr>
              </thead>
              <tbody className="block">
                {some.map(({ state, layer }) => (
                  <tr key={`${state} ${layer.digest}`} className={columns}>
                    <td>
                      <StateMark state={state} />
                    </td>
                    <td className="min-w-0 leading-6">
                      <Digest digest={layer.digest} />
                    </td>
                    <td className="min-w-0 truncate text-muted text-xs leading-6 max-md:sr-only">
                      {layer.mediaType}
                    </td>
                    <td className="text-right leading-6">
                      <Bytes bytes={layer.size} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </ShowMore>
      )}
    </Section>
  )
}
