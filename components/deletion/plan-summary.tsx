'use client'
import { useTranslations } from 'use-intl'
import { DeletionEffects, FreedSpace } from '#components/shared/deletion-effects.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Deletion, DeletionOptions } from '#lib/api/deletion.ts'
import { KeptReasons } from './kept-reasons.tsx'
import { PlanOptions } from './plan-options.tsx'
import { type SingleTag, SingleTagPlan, singleTagOf } from './single-tag-plan.tsx'

interface PlanSummaryProps {
  readonly plan: Deletion
  readonly isPlanning: boolean
  readonly onOptions: (options: DeletionOptions) => void
}

/** What would go, what stays and why, what can go along, what it frees: the plan in words. */
export function PlanSummary({ plan, isPlanning, onOptions }: PlanSummaryProps) {
  const t = useTranslations('cleanup')
  const { tagsRemoved, manifestsRemoved, itemsKept } = plan.effects
  const single = singleTagOf(plan)
  const isNothing = tagsRemoved + manifestsRemoved === 0
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 md:px-6">
      <p className="pb-2 text-muted text-xs">
        {t.rich(asOfKey(plan), {
          count: plan.effects.repositoriesUnread,
          when: () => <RelativeTime time={plan.createdAt} />,
        })}
      </p>
      {plan.effects.protectedRemoved > 0 && <ProtectedNotice plan={plan} single={single} />}
      <Facts>
        {single ? (
          <SingleTagPlan plan={plan} item={single} />
        ) : (
          !isNothing && (
            <Fact
              label={
                tagsRemoved > 0
                  ? t('effects.tags', { count: tagsRemoved })
                  : t('effects.manifestsOnly', { count: manifestsRemoved })
              }
            >
              {tagsRemoved > 0 && <p>{t('effects.manifests', { count: manifestsRemoved })}</p>}
              <Places plan={plan} />
            </Fact>
          )
        )}
        {!isNothing && <FreedSpace deletion={plan} />}
        {itemsKept > 0 && <KeptReasons plan={plan} />}
        {!isNothing && (
          <>
            <Fact label={t('options.label')}>
              <PlanOptions plan={plan} isDisabled={isPlanning} onChange={onOptions} />
            </Fact>
            <DeletionEffects deletion={plan} isSingle={single !== null} />
          </>
        )}
      </Facts>
    </div>
  )
}

/** What was not read is not said to have been. */
const asOfKey = ({ effects: { repositoriesUnread: unread }, repositoryCount }: Deletion) =>
  unread === 0 ? 'plan.asOf' : unread < repositoryCount ? 'plan.asOfPart' : 'plan.asOfNothing'

/** What nobody below administrator could delete is not to go unnoticed by one. */
function ProtectedNotice({ plan, single }: { plan: Deletion; single: SingleTag | null }) {
  const t = useTranslations('cleanup.plan')
  const count = plan.effects.protectedRemoved
  return (
    <div className="pb-3">
      <Notice tone="warning" title={t('protectedTitle', { count })}>
        {single?.protectedBy ? t('protectedByRule', { rule: single.protectedBy }) : t('protectedText')}
      </Notice>
    </div>
  )
}

const placesShown = 6

function Places({ plan }: { plan: Deletion }) {
  const t = useTranslations('cleanup.effects')
  const shown = plan.repositories.slice(0, placesShown)
  const rest = plan.repositoryCount - shown.length
  return (
    <ul className="grid">
      {shown.map(({ registry, repository, items }) => (
        <li key={`${registry}/${repository}`} className="flex min-w-0 gap-2">
          <span className="min-w-0 truncate font-mono text-xs leading-5">
            {registry}/{repository}
          </span>
          {plan.repositoryCount > 1 && <span className="shrink-0">{t('keptCount', { count: items })}</span>}
        </li>
      ))}
      {rest > 0 && <li>{t('moreRepositories', { count: rest })}</li>}
    </ul>
  )
}
