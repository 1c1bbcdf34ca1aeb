'use client'
import { useTranslations } from 'use-intl'
import { AutomationActions } from '#components/shared/automation/actions.tsx'
import { useDraft, useIds } from '#components/shared/automation/use-draft.ts'
import { useWorkbenchTab, Workbench } from '#components/shared/automation/workbench.tsx'
import { exportMirrors, type Mirror } from '#lib/api/mirrors.ts'
import { urlOf } from '#lib/client/call.ts'
import { definitionOf, type MirrorDraft } from '#lib/client/mirror-draft.ts'
import { mirrorPath, mirrorRunsPath, mirrorsPath } from '#lib/client/paths.ts'
import { useMirrorChanges, useMirrors } from '#lib/client/use-mirrors.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { Mode, Way } from './mirror-facts.tsx'
import { MirrorForm } from './mirror-form.tsx'
import { MirrorPreview } from './mirror-preview.tsx'
import { MirrorRuns } from './mirror-runs.tsx'
import { usePreviewState } from './use-preview-state.ts'

const paths = {
  list: mirrorsPath,
  one: mirrorPath,
  runs: mirrorRunsPath,
  yaml: (id: string) => urlOf(exportMirrors, { params: {}, query: { id } }),
}

interface WorkbenchProps {
  /** null: it is being made. */
  readonly mirror: Mirror | null
  readonly draft: MirrorDraft
}

export function MirrorWorkbench({ mirror, draft: first }: WorkbenchProps) {
  const t = useTranslations('mirrors')
  const [show] = useWorkbenchTab()
  const ids = useIds(useMirrors().data?.items)
  const form = useDraft(first, definitionOf, ids)
  const changes = useMirrorChanges()
  const mayChange = useIsAllowed('administer')
  const mayCopy = useIsAllowed('copy')
  const isFixed = mirror?.source === 'file' || !mayChange
  const state = usePreviewState(mayCopy && show !== 'runs' ? form.settled : null, mirror?.id ?? null)
  const { issues, sound, isBroken } = form.judge(state.mistakes)
  const deletes = mirror?.deleteVanished ?? false
  return (
    <Workbench
      automation={mirror}
      words={{ one: t('one'), rules: t('rules'), newTitle: t('newTitle'), newLead: t('newLead') }}
      isFixed={isFixed}
      badge={mirror && <Mode mirror={mirror} />}
      scope={mirror && <Way mirror={mirror} />}
      actions={
        <AutomationActions
          automation={mirror}
          id={form.draft.id}
          definition={sound}
          isChanged={form.isChanged}
          onIncomplete={form.tellUnfilled}
          isFixed={isFixed}
          isDry={mirror?.dryRun ?? false}
          mayRun={mayCopy}
          changes={changes}
          paths={paths}
          words={{
            runText: t(deletes ? 'runText.deletes' : 'runText.copies'),
            runReally: t(deletes ? 'runAndDelete' : 'runReally'),
            removeText: t('removeText'),
          }}
          isRunDanger={deletes}
          onRefused={form.refuse}
        />
      }
      form={
        <MirrorForm
          draft={form.draft}
          onChange={form.setDraft}
          isNew={mirror === null}
          isFixed={isFixed}
          issues={issues}
        />
      }
      preview={
        mayCopy ? (
          <MirrorPreview state={state} isBroken={isBroken} />
        ) : (
          <p className="px-4 py-4 text-muted md:px-6">{t('preview.notAllowed')}</p>
        )
      }
      runs={mirror && <MirrorRuns id={mirror.id} />}
    />
  )
}
