'use client'
import { useTranslations } from 'use-intl'
import { CheckBox } from '#components/ui/check-box.tsx'
import type { Deletion, DeletionOptions } from '#lib/api/deletion.ts'

interface PlanOptionsProps {
  readonly plan: Deletion
  readonly isDisabled: boolean
  /** The plan is made anew with these. */
  readonly onChange: (options: DeletionOptions) => void
}

/** What may go along with what was chosen, and how much that is. */
export function PlanOptions({ plan, isDisabled, onChange }: PlanOptionsProps) {
  const t = useTranslations('cleanup.options')
  const { options, effects } = plan
  const change = (part: Partial<DeletionOptions>) => isDisabled || onChange({ ...options, ...part })
  return (
    <div className="grid gap-2 text-text">
      <CheckBox
        id="plan-children"
        label={t('children')}
        hint={options.children ? t('childrenCount', { count: effects.childrenAlong }) : t('childrenOff')}
        checked={options.children}
        onChange={(children) => change({ children })}
      />
      <CheckBox
        id="plan-referrers"
        label={t('referrers')}
        hint={
          options.referrers
            ? t('referrersCount', { count: effects.referrersAlong })
            : t('referrersOff', { count: effects.referrersLeft })
        }
        checked={options.referrers}
        onChange={(referrers) => change({ referrers })}
      />
    </div>
  )
}
