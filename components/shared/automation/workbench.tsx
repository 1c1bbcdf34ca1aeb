'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { NextRun } from './facts.tsx'
import type { Automation } from './types.ts'

const parser = parseAsStringLiteral(['rules', 'preview', 'runs'] as const).withDefault('rules')

/** What is shown of one, in its address. */
export const useWorkbenchTab = () => useQueryState('show', parser)

interface WorkbenchProps {
  /** null: it is being made. */
  readonly automation: Automation | null
  readonly words: {
    /** What one is called. */
    readonly one: string
    readonly rules: string
    readonly newTitle: string
    readonly newLead: string
  }
  /** It may be read and not changed. */
  readonly isFixed: boolean
  readonly badge: ReactNode
  /** What it is about, in one line. */
  readonly scope: ReactNode
  readonly actions: ReactNode
  readonly form: ReactNode
  readonly preview: ReactNode
  readonly runs: ReactNode
}

/** A policy or a mirror: what it says with what that would do beside it, and what it did. */
export function Workbench(props: WorkbenchProps) {
  const { automation, words, isFixed, badge, scope, actions, form, preview, runs } = props
  const t = useTranslations('automations')
  const [show, setShow] = useWorkbenchTab()
  return (
    <>
      <PageHeader
        title={automation?.name ?? words.newTitle}
        isWide
        badges={automation && badge}
        facts={
          automation
            ? [
                { id: 'scope', content: scope },
                {
                  id: 'next',
                  content: (
                    <>
                      {t('columns.next')}: <NextRun of={automation} />
                    </>
                  ),
                },
              ]
            : [{ id: 'lead', content: words.newLead }]
        }
        actions={actions}
      />
      {automation?.source === 'file' && (
        <Notice className="mx-4 mb-3 md:mx-6" title={t('fixedTitle')}>
          {t('fixedText')}
        </Notice>
      )}
      <Tabs
        label={words.one}
        value={show}
        onChange={(next) => void setShow(next)}
        isFilling
        tabs={[
          {
            value: 'rules',
            label: words.rules,
            content: (
              <div className="flex min-h-0 flex-1">
                <section
                  aria-label={words.rules}
                  // What scrolls must be reachable by keyboard, and a form that is fixed has nothing that takes the focus.
                  tabIndex={isFixed ? 0 : undefined}
                  className="min-h-0 flex-1 overflow-y-auto px-4 py-4 -outline-offset-2 md:px-6 lg:max-w-116"
                >
                  {form}
                </section>
                <div className="hidden min-h-0 min-w-0 flex-1 flex-col border-border border-l lg:flex">
                  {preview}
                </div>
              </div>
            ),
          },
          {
            value: 'preview',
            label: t('tabs.preview'),
            content: <div className="flex min-h-0 flex-1 flex-col">{preview}</div>,
          },
          ...(automation ? [{ value: 'runs' as const, label: t('tabs.runs'), content: runs }] : []),
        ]}
      />
    </>
  )
}
