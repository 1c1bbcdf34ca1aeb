'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { ColumnsMenu } from '#components/shared/columns-menu.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { listManifests } from '#lib/api/manifest-list.ts'
import type { ColumnChoice } from '#lib/client/column-choice.ts'
import { type UntaggedColumn, untaggedColumnIds } from './untagged-columns.tsx'
import { firstManifestOrder, type UntaggedState, untaggedRoles } from './use-untagged-state.ts'
import { ViewSwitch } from './view-switch.tsx'

interface UntaggedToolbarProps {
  readonly state: UntaggedState
  readonly choice: ColumnChoice<UntaggedColumn>
  readonly latest: ResponseOf<typeof listManifests> | undefined
}

export function UntaggedToolbar({ state, choice, latest }: UntaggedToolbarProps) {
  const t = useTranslations('tags.untagged')
  const { number } = useFormatter()
  const unresolved = latest?.unresolvedTags ?? 0
  return (
    <>
      <Toolbar>
        {/* Beside the title there is no room for it on a phone. */}
        <span className="md:hidden">
          <ViewSwitch />
        </span>
        <FilterInput label={t('filter')} value={state.q} onChange={state.setFilter} />
        {untaggedRoles.map((role) => (
          <ToggleChip key={role} isOn={state.role.includes(role)} onChange={() => state.toggleRole(role)}>
            {t(`role.${role}`)}
            {latest && <span className="text-muted text-xs tabular-nums">{number(latest.roles[role])}</span>}
          </ToggleChip>
        ))}
        <ColumnsMenu
          choice={choice}
          columns={untaggedColumnIds.map((id) => ({ id, name: t(`columns.${id}`) }))}
          sort={state.sort}
          onSortHidden={() => state.setSort('digest', firstManifestOrder('digest'))}
        />
        <span role="status" className="sr-only">
          {state.isFiltered && latest?.total != null ? t('count', { count: latest.total }) : ''}
        </span>
      </Toolbar>
      <p className="px-4 pb-3 text-muted text-xs md:px-6">
        {t('what')} {unresolved > 0 && t('unresolved', { count: unresolved })}
      </p>
    </>
  )
}
