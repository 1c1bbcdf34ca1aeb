'use client'
import dynamic from 'next/dynamic'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { ChooseTargets } from './choose-targets.tsx'
import { TagMatrix } from './tag-matrix.tsx'
import { canBeCompared } from './targets.ts'
import { useCompareView } from './use-compare-view.ts'

const SavedSection = dynamic(() => import('./saved/saved-section.tsx'), { ssr: false })

const choosingParser = parseAsBoolean.withDefault(false)

/** Two repositories or more beside each other; while none are chosen, what to choose. */
export function ComparePage() {
  const state = useCompareView()
  const [isChoosing, setIsChoosing] = useQueryState('choose', choosingParser)
  const { target } = state.view
  if (!canBeCompared(target) || isChoosing) {
    return (
      <ChooseTargets
        // The address may lead elsewhere while the form is open: another form then.
        key={target.join()}
        chosen={target}
        onChosen={(next) => {
          void setIsChoosing(null)
          state.setTargets(next)
        }}
      >
        <SavedSection />
      </ChooseTargets>
    )
  }
  return (
    <TagMatrix
      // What is selected or unfolded of other sides is none of these.
      key={target.join()}
      state={state}
      onChange={() => void setIsChoosing(true, { history: 'push' })}
    />
  )
}
