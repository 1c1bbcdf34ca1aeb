import { Fragment } from 'react'

interface HighlightedProps {
  readonly text: string
  /** Characters from `start`, in order and apart from one another. */
  readonly ranges: readonly { readonly start: number; readonly length: number }[]
}

/** Text with what was found in it marked. It stays text, whatever it says. */
export function Highlighted({ text, ranges }: HighlightedProps) {
  const parts: { at: number; before: string; marked: string }[] = []
  let end = 0
  for (const { start, length } of ranges) {
    if (start < end || start + length > text.length) continue
    parts.push({ at: start, before: text.slice(end, start), marked: text.slice(start, start + length) })
    end = start + length
  }
  return (
    <>
      {parts.map(({ at, before, marked }) => (
        <Fragment key={at}>
          {before}
          <mark className="bg-transparent font-semibold text-accent underline underline-offset-2">
            {marked}
          </mark>
        </Fragment>
      ))}
      {text.slice(end)}
    </>
  )
}
