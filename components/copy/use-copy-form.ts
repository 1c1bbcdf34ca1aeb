'use client'
import { useMemo, useState } from 'react'
import {
  type CopyWish,
  formatCopyTarget,
  missingPart,
  type TypedTarget,
  typedTargetOf,
  wishesTo,
} from '#lib/client/copy-items.ts'
import { formatImageAddress } from '#lib/client/image-address.ts'
import { type CopyBody, useCopyPlan } from '#lib/client/use-copies.ts'

export interface CopyFormOptions {
  /** null: all of them, the index as it is. */
  readonly platforms: readonly string[] | null
  readonly referrers: boolean
  readonly overwrite: boolean
}

/** What is typed into the copy sheet, and what the registries say to it. */
export function useCopyForm(items: readonly CopyWish[]) {
  const [typed, setTyped] = useState<TypedTarget | null>(() => typedTargetOf(items))
  const [options, setOptions] = useState<CopyFormOptions>({
    platforms: null,
    referrers: true,
    overwrite: false,
  })
  const missing = typed === null ? null : missingPart(items, typed)
  const wishes = useMemo(
    () => (typed === null ? items : missing === null ? wishesTo(items, typed) : items),
    [items, typed, missing],
  )
  const asked = useMemo((): CopyBody | null => {
    const pairs = wishes.map(
      ({ from, to }) => to && { from: formatImageAddress(from), to: formatCopyTarget(to) },
    )
    if (missing !== null || pairs.length === 0 || !pairs.every((pair) => pair !== null)) return null
    const { platforms, referrers, overwrite } = options
    if (platforms?.length === 0) return null
    return {
      items: pairs,
      referrers,
      overwrite,
      ...(platforms === null ? {} : { platforms: [...platforms] }),
    }
  }, [wishes, options, missing])
  const plan = useCopyPlan(asked)
  return {
    typed,
    setTyped: (part: Partial<TypedTarget>) => setTyped((now) => now && { ...now, ...part }),
    options,
    setOptions: (part: Partial<CopyFormOptions>) => setOptions((now) => ({ ...now, ...part })),
    /** What is still to be said; null: nothing. */
    missing,
    wishes,
    plan,
    /** What is begun: just what the plan says, each held to the digest that it was planned with. */
    body: useMemo(() => (asked && plan.data ? bodyOf(asked, plan.data) : null), [asked, plan.data]),
  }
}

export type CopyForm = ReturnType<typeof useCopyForm>

type Plan = NonNullable<ReturnType<typeof useCopyPlan>['data']>

function bodyOf(asked: CopyBody, plan: Plan): CopyBody | null {
  const items = plan.items
    .filter(({ action }) => action === 'copy')
    .map(({ from, to, sourceDigest }) => ({
      from: sourceDigest === null || from.includes('@') ? from : `${from}@${sourceDigest}`,
      to,
    }))
  return items.length === 0 ? null : { ...asked, items }
}
