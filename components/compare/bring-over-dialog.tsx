'use client'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Direction } from '#lib/api/bring-over.ts'
import { maxCopyItems } from '#lib/api/copy-plan.ts'
import { problemOf } from '#lib/client/call.ts'
import type { CopyWish } from '#lib/client/copy-items.ts'
import { requestCopy } from '#lib/client/copy-request.ts'
import { readBroughtOver } from '#lib/client/use-comparison.ts'
import { rowsThatCome, wishesOf } from './brought-rows.ts'
import { nameOfRow } from './matrix-rows.ts'
import { type CompareView, queryOfView } from './use-compare-view.ts'
import type { Brought } from './use-bringing-over.ts'
import type { Side } from './use-sides.ts'
import { WayButton } from './way-button.tsx'

interface BringOverDialogProps {
  readonly brought: Brought
  readonly view: CompareView
  readonly sides: readonly Side[]
  readonly onClose: () => void
}

const bothWays: readonly Direction[] = [
  { from: 0, to: 1 },
  { from: 1, to: 0 },
]

/** Asks from which side to which: what would come is said of each way, and choosing one opens the plan. */
export default function BringOverDialog({ brought, view, sides, onClose }: BringOverDialogProps) {
  const t = useTranslations('compare.bringOver')
  const problems = useTranslations('problems')
  const [way, setWay] = useState<Direction>({ from: 0, to: 1 })
  const [underWay, setUnderWay] = useState<Direction | null>(null)
  const chosen = useRef<readonly CopyWish[] | null>(null)
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])
  const { value, count, rowsNamed, clear } = brought
  const rows = rowsNamed()
  const [first] = rows

  const choose = async (direction: Direction) => {
    setUnderWay(direction)
    const found = value.isAll
      ? await readBroughtOver(
          queryOfView(view),
          direction,
          (row) => !value.keys.has(nameOfRow(row)),
          maxCopyItems,
        )
      : rowsThatCome(rows, direction, view.ignoreIndexes).slice(0, maxCopyItems)
    // Somebody has thought better of it meanwhile.
    if (!isOpen.current) return
    chosen.current = wishesOf(found, sides, direction)
    onClose()
  }
  const onChoose = (direction: Direction) =>
    void choose(direction).catch((error: unknown) => {
      setUnderWay(null)
      toast.error(problems(`${problemOf(error).code}.title`))
    })
  const button = (direction: Direction, isFirst: boolean) => (
    <WayButton
      key={`${direction.from} ${direction.to}`}
      way={direction}
      sides={sides}
      view={view}
      isAll={value.isAll}
      rows={rows}
      isFirst={isFirst}
      isUnderWay={underWay?.from === direction.from && underWay.to === direction.to}
      onChoose={() => underWay === null && onChoose(direction)}
    />
  )
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={
        count === null
          ? t('titleAll')
          : count === 1 && first
            ? t('titleOne', { tag: nameOfRow(first) })
            : t('title', { count })
      }
      description={t('lead')}
      initialFocus="marked"
      // With the focus back where it was, the sheet knows where to leave it in turn.
      onClosed={() => {
        if (chosen.current) requestCopy({ items: chosen.current, onStarted: clear })
      }}
    >
      <div className="grid gap-3 pb-4">
        {sides.length === 2 ? (
          bothWays.map((direction, at) => button(direction, at === 0))
        ) : (
          <>
            <WayFields sides={sides} way={way} onChange={setWay} />
            {button(way, false)}
          </>
        )}
      </div>
    </Dialog>
  )
}

interface WayFieldsProps {
  readonly sides: readonly Side[]
  readonly way: Direction
  readonly onChange: (way: Direction) => void
}

/** Of more than two sides, which ones. The same side twice is no way: the other end makes room then. */
function WayFields({ sides, way, onChange }: WayFieldsProps) {
  const t = useTranslations('compare.bringOver')
  const id = useId()
  const options = sides.map(({ title }, at) => ({ value: String(at), label: title }))
  const { from, to } = way
  return (
    <>
      <Field id={`${id}-from`} label={t('from')}>
        <Select
          id={`${id}-from`}
          data-autofocus
          value={String(from)}
          options={options}
          onValueChange={(next) => onChange({ from: Number(next), to: Number(next) === to ? from : to })}
        />
      </Field>
      <Field id={`${id}-to`} label={t('to')}>
        <Select
          id={`${id}-to`}
          value={String(to)}
          options={options}
          onValueChange={(next) => onChange({ from: Number(next) === from ? to : from, to: Number(next) })}
        />
      </Field>
    </>
  )
}
