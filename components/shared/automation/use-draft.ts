'use client'
import { useMemo, useState } from 'react'
import { isAutomationId } from '#lib/api/automation-id.ts'
import { beyondUnfilled, type DraftIssue, type DraftResult } from '#lib/client/form-draft.ts'
import { mistakesOf } from '#lib/client/form-mistakes.ts'
import { proposeId } from '#lib/client/slug.ts'
import { useSettled } from '#lib/client/use-settled.ts'

/** Whoever types is asked about once it stands still. */
const restMs = 500

interface NamedDraft {
  readonly id: string
  readonly name: string
}

/** An id that can be none. */
const idIssuesOf = (id: string): readonly DraftIssue[] =>
  isAutomationId(id) ? [] : [{ path: 'id', fault: id === '' ? 'empty' : 'id' }]

/**
 * What is typed into the form of a policy or a mirror, what it says, and what the server can make nothing of when it is to be
 * saved. `definitionOf` must be the same function every time. One that is new has no id yet: until somebody types one it is made of
 * the name, and is none of `idsInUse`.
 */
export function useDraft<Draft extends NamedDraft, Definition>(
  first: Draft,
  definitionOf: (draft: Draft) => DraftResult<Definition>,
  idsInUse: readonly string[],
) {
  const [initial] = useState(first)
  const [typed, setTyped] = useState(first)
  const [isTried, setIsTried] = useState(false)
  const isNew = initial.id === ''
  const [isIdTyped, setIsIdTyped] = useState(false)
  const draft = useMemo(
    () => (isNew && !isIdTyped ? { ...typed, id: proposeId(typed.name, '', idsInUse) } : typed),
    [typed, isNew, isIdTyped, idsInUse],
  )
  const setDraft = (next: Draft) => {
    if (next.id !== draft.id) setIsIdTyped(true)
    setTyped(next)
  }
  const result = useMemo(() => definitionOf(draft), [draft, definitionOf])
  const definition = 'definition' in result ? result.definition : null
  const settled = useSettled(definition, restMs)
  // What was refused when it was to be saved, of the draft that was.
  const [refused, setRefused] = useState<{ of: Definition; mistakes: readonly DraftIssue[] } | null>(null)
  return {
    draft,
    setDraft,
    isNew,
    /** Something of it is not saved. */
    isChanged: isIdTyped || JSON.stringify({ ...typed, id: '' }) !== JSON.stringify({ ...initial, id: '' }),
    /** It was to be saved and could not be: from now on what is still to be filled in is a mistake. */
    tellUnfilled: () => setIsTried(true),
    /** null: the form says none. */
    definition,
    /** The last one that stood still: what a preview is of. */
    settled,
    refuse: (of: Definition, mistakes: readonly DraftIssue[]) => setRefused({ of, mistakes }),
    /**
     * What is wrong with the form, by itself and by the server's word. `previewed`: what it can't make of `settled`. An id
     * that is still to be found (of a name in Hangul none is proposed) keeps it from being saved, and breaks no preview.
     */
    judge(previewed: readonly DraftIssue[]) {
      const ofId = isNew ? idIssuesOf(draft.id) : []
      const shown = (all: readonly DraftIssue[]) => (isNew && !isTried ? beyondUnfilled(all) : all)
      if ('issues' in result)
        return { issues: shown([...ofId, ...result.issues]), sound: null, isBroken: true }
      // The server's word is on a definition as it was: what has been typed since has not been judged yet.
      const judged = definition === settled ? previewed : []
      const issues = [...ofId, ...judged, ...(definition === refused?.of ? refused.mistakes : [])]
      return {
        issues: shown(issues),
        sound: issues.length > 0 ? null : definition,
        isBroken: judged.length > 0,
      }
    },
  }
}

/** Those that there are already; the same list until it changes. */
export const useIds = (items: readonly { readonly id: string }[] | undefined) =>
  useMemo(() => (items ?? []).map(({ id }) => id), [items])

/**
 * What the server can make nothing of in a preview's question. While there are such mistakes what was answered before
 * stays, so that a pattern that is being typed does not blow the table away.
 */
export function useLastAnswer<T>({ data, error }: { readonly data: T | undefined; readonly error: unknown }) {
  const mistakes = mistakesOf(error)
  const [before, setBefore] = useState(data)
  if (data !== undefined && data !== before) setBefore(data)
  return { mistakes, answer: data ?? (mistakes.length > 0 ? before : null) ?? null }
}
