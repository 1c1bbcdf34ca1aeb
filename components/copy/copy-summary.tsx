'use client'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { readableReference, useCopyWords } from '#components/shared/use-copy-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { CopyPlan, CopyPlanItem } from '#lib/api/copy-plan.ts'

interface CopySummaryProps {
  readonly plan: CopyPlan
  readonly onOverwrite: () => void
}

const sum = (items: readonly CopyPlanItem[], of: (item: CopyPlanItem) => number) =>
  items.reduce((total, item) => total + of(item), 0)

/** What would be sent, mounted, skipped and overwritten, in bytes and in words. */
export function CopySummary({ plan, onOverwrite }: CopySummaryProps) {
  const t = useTranslations('copies.sheet')
  const { items, totals } = plan
  const goes = items.filter(({ action }) => action === 'copy')
  const moved = goes.filter(({ overwrites }) => overwrites !== null)
  const skipped = items.filter(({ action }) => action === 'skip')
  const exist = items.filter(({ reason }) => reason === 'exists')
  const refused = items.filter(({ action, reason }) => action === 'refuse' && reason !== 'exists')
  const incomplete = items.filter(({ missingPlatforms }) => missingPlatforms.length > 0)
  return (
    <section aria-label={t('tabs.plan')} className="grid gap-2">
      {exist.length > 0 && (
        <Notice
          tone="warning"
          title={t('exists', { count: exist.length })}
          action={
            <Button size="sm" onClick={onOverwrite}>
              {t('overwriteNow', { count: exist.length })}
            </Button>
          }
        >
          <p>{t('existsText')}</p>
          <Names items={exist} />
        </Notice>
      )}
      <p className="text-muted text-xs">{t('asOf')}</p>
      <Facts>
        <Fact label={t('copied', { count: totals.copied })}>
          {totals.copied > 0 && (
            <>
              {(['send', 'mount', 'skip'] as const).map(
                (part) =>
                  (part === 'send' || totals[part] > 0) && (
                    <p key={part}>{t.rich(part, { bytes: () => <Bytes bytes={totals[part]} /> })}</p>
                  ),
              )}
              <p>
                {t('manifests', {
                  count: sum(goes, (item) => item.manifests + item.referrers),
                  referrers: sum(goes, (item) => item.referrers),
                })}
              </p>
            </>
          )}
          {incomplete.slice(0, namesShown).map(({ from, position, missingPlatforms }) => (
            <p key={position}>
              {t('missingPlatforms', {
                name: readableReference(from),
                platforms: missingPlatforms.join(', '),
              })}
            </p>
          ))}
        </Fact>
        {moved.length > 0 && (
          <Fact label={t('overwritten', { count: moved.length })}>
            {moved.slice(0, namesShown).map(({ to, position, overwrites }) => (
              <p key={position}>
                {t.rich('overwrittenOne', {
                  tag: readableReference(to),
                  digest: () => <Digest digest={overwrites ?? ''} />,
                })}
              </p>
            ))}
            <More count={moved.length - namesShown} />
          </Fact>
        )}
        {skipped.length > 0 && (
          <Fact label={t('skipped', { count: skipped.length })}>
            <Names items={skipped} />
          </Fact>
        )}
        {refused.length > 0 && (
          <Fact label={t('refused', { count: refused.length })}>
            <Refused items={refused} />
          </Fact>
        )}
      </Facts>
    </section>
  )
}

const namesShown = 5

const More = ({ count }: { count: number }) => {
  const t = useTranslations('copies.sheet')
  return count > 0 ? <p>{t('moreNames', { count })}</p> : null
}

const Names = ({ items }: { items: readonly CopyPlanItem[] }) => (
  <>
    <ul className="font-mono text-xs leading-5">
      {items.slice(0, namesShown).map(({ position, to }) => (
        <li key={position} className="break-all">
          {readableReference(to)}
        </li>
      ))}
    </ul>
    <More count={items.length - namesShown} />
  </>
)

function Refused({ items }: { items: readonly CopyPlanItem[] }) {
  const { whyOf } = useCopyWords()
  return (
    <>
      <ul className="grid gap-1">
        {items.slice(0, namesShown).map((item) => (
          <li key={item.position} className="min-w-0">
            <span className="break-all font-mono text-xs">{readableReference(item.from)}</span>
            <p>{whyOf(item)}</p>
          </li>
        ))}
      </ul>
      <More count={items.length - namesShown} />
    </>
  )
}
