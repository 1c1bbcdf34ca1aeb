'use client'
import { useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Input } from '#components/ui/input.tsx'
import type { DeletionSummary } from '#lib/api/deletion.ts'

/** From so many on, a slip of the hand is worth a word: what is this many is rarely meant by accident, and costs the most if it is. */
const manyItems = 1_000

/** The repository that a deletion touches, the first of several. */
export const wordOf = ({ repositories }: Pick<DeletionSummary, 'repositories'>) =>
  repositories[0]?.repository ?? ''

interface DeletionConfirmProps {
  /** What is typed: the name of what it is about. */
  readonly word: string
  /** How many tags and manifests go when it is confirmed. */
  readonly count: number
  /** Whether it may be confirmed: at once, or once the word is there. */
  readonly onChange: (isConfirmed: boolean) => void
}

/** Asks for the name of what it is about before very much is deleted. */
export function DeletionConfirm({ word, count, onChange }: DeletionConfirmProps) {
  const t = useTranslations('cleanup.plan')
  const id = useId()
  const [text, setText] = useState('')
  const isMany = count >= manyItems
  const isConfirmed = !isMany || text.trim() === word
  useEffect(() => onChange(isConfirmed), [isConfirmed, onChange])
  if (!isMany) return null
  return (
    <div className="grid min-w-0 flex-1 basis-60 gap-1">
      <label htmlFor={id} className="break-words text-muted text-xs">
        {t.rich('type', { word: () => <b className="font-mono text-text">{word}</b> })}
      </label>
      <Input
        id={id}
        value={text}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={({ target }) => setText(target.value)}
      />
    </div>
  )
}
