'use client'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Kbd } from './badge.tsx'
import { IconButton } from './button.tsx'
import { Input } from './input.tsx'

interface FilterInputProps {
  readonly label: string
  readonly value: string
  /** Called when typing pauses. */
  readonly onChange: (value: string) => void
  readonly maxLength?: number
  /** The id of what says why its text can't be used; undefined where it can. */
  readonly problemId?: string | undefined
}

const pauseMs = 120

/** What `/` leads to. Escape empties it, then leaves it; Enter and the arrow down go on to the table. */
export function FilterInput({ label, value, onChange, maxLength = 256, problemId }: FilterInputProps) {
  const t = useTranslations('ui')
  const [text, setText] = useState(value)
  const told = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  // The address changed under us: back, or a link.
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const tell = (next: string, delayMs: number) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      told.current = next
      onChange(next)
    }, delayMs)
  }
  return (
    <Input
      ref={input}
      type="search"
      data-filter
      aria-invalid={problemId !== undefined || undefined}
      aria-describedby={problemId}
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => tell(event.target.value, pauseMs)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) tell(text, 0)
        if (event.key !== 'Escape') return
        event.preventDefault()
        if (text) tell('', 0)
        else event.currentTarget.blur()
      }}
      icon={<Search />}
      trailing={
        text ? (
          <IconButton
            size="sm"
            label={t('clear')}
            icon={<X aria-hidden />}
            onClick={() => {
              tell('', 0)
              // The button goes with the text.
              input.current?.focus()
            }}
          />
        ) : (
          <span aria-hidden className="pr-1 max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        )
      }
      className="w-full md:w-72"
    />
  )
}
