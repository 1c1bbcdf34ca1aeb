'use client'
import { Lock, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input } from '#components/ui/input.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { problemOf } from '#lib/client/call.ts'
import { useChangeProtections, useProtections } from '#lib/client/use-policies.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'

/** Which tags only administrators may delete. */
export function Protections() {
  const t = useTranslations('policies.protections')
  const list = useProtections()
  const mayChange = useIsAllowed('administer')
  const { unprotect } = useChangeProtections()
  const [leaving, setLeaving] = useState<{ id: string; rule: string } | null>(null)
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
      <div className="grid max-w-200 gap-4">
        <p className="text-muted">{t('lead')}</p>
        {list.isPending && <Skeleton className="w-64" />}
        {list.data?.items.length === 0 && <p>{t('empty')}</p>}
        {list.data && list.data.items.length > 0 && (
          <ul className="grid divide-y divide-border rounded-md border border-border">
            {list.data.items.map(({ id, rule, note, source, createdBy }) => (
              <li key={id} className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1">
                <Lock aria-hidden className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 flex-1 break-all font-mono text-xs">{rule}</span>
                {note && <span className="text-muted">{note}</span>}
                {source === 'file' ? (
                  <Badge>{t('fromFile')}</Badge>
                ) : (
                  <span className="text-muted text-xs">{createdBy}</span>
                )}
                {mayChange && source === 'store' && (
                  <IconButton
                    size="sm"
                    label={t('remove', { rule })}
                    icon={<Trash2 aria-hidden />}
                    onClick={() => setLeaving({ id, rule })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {mayChange && <AddProtection />}
        <Dialog
          open={leaving !== null}
          onOpenChange={(isOpen) => isOpen || setLeaving(null)}
          title={t('removeTitle')}
          description={t('removeText', { rule: leaving?.rule ?? '' })}
          initialFocus="marked"
          footer={
            <>
              <Button onClick={() => setLeaving(null)} data-autofocus>
                {t('cancel')}
              </Button>
              <Button
                variant="danger"
                loading={unprotect.isPending}
                onClick={() => leaving && unprotect.mutate(leaving.id, { onSuccess: () => setLeaving(null) })}
              >
                {t('removeReally')}
              </Button>
            </>
          }
        />
      </div>
    </div>
  )
}

const empty = { registry: '*', repository: '*', tags: '', note: '' }

function AddProtection() {
  const t = useTranslations('policies.protections')
  const id = useId()
  const [draft, setDraft] = useState(empty)
  const { protect } = useChangeProtections()
  const problem = protect.error ? problemOf(protect.error) : null
  const tags = draft.tags.split(/[\s,]+/).filter(Boolean)
  const field = (name: keyof typeof empty, hint?: string) => (
    <Field id={`${id}-${name}`} label={t(`field.${name}`)} {...(hint ? { hint } : {})}>
      <Input
        id={`${id}-${name}`}
        value={draft[name]}
        maxLength={name === 'note' ? 200 : 1000}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint ? `${id}-${name}-hint` : undefined}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      />
    </Field>
  )
  return (
    <form
      className="grid gap-3 rounded-md border border-border p-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (tags.length === 0) return
        protect.mutate(
          {
            registry: draft.registry.trim(),
            repository: draft.repository.trim(),
            tags,
            note: draft.note.trim() || null,
          },
          { onSuccess: () => setDraft(empty) },
        )
      }}
    >
      <h2 className="font-semibold text-base">{t('addTitle')}</h2>
      <div className="grid items-start gap-3 md:grid-cols-2">
        {field('registry')}
        {field('repository')}
        {field('tags', t('tagsHint'))}
        {field('note')}
      </div>
      {problem && (
        <p role="alert" className="text-warning">
          {problem.issues?.[0] ? `${problem.issues[0].path}: ${problem.issues[0].message}` : problem.detail}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" disabled={tags.length === 0} loading={protect.isPending}>
          {t('add')}
        </Button>
      </div>
    </form>
  )
}
