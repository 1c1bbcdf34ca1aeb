'use client'
import { useMemo } from 'react'
import { useRegistries } from '#lib/client/use-registries.ts'
import { type Target, targetOf } from './targets.ts'

export interface Side extends Target {
  /** In words: the name that people gave the registry, and the repository. */
  readonly title: string
  /** Nothing is written there. */
  readonly isReadOnly: boolean
}

/** The sides of a comparison, in their order. */
export function useSides(targets: readonly string[]): readonly Side[] {
  const { data } = useRegistries()
  return useMemo(
    () =>
      targets.flatMap((text) => {
        const target = targetOf(text)
        if (!target) return []
        const registry = data?.items.find(({ id }) => id === target.registry)
        const title = `${registry?.name ?? target.registry} / ${target.repository}`
        return [{ ...target, title, isReadOnly: registry?.readOnly === true }]
      }),
    [targets, data],
  )
}
