'use client'
import { useTranslations } from 'use-intl'
import type { SizeNode } from '#lib/api/sizes.ts'
import { repositoryPath, sizesPath } from '#lib/client/paths.ts'
import type { Tile } from '#lib/client/treemap.ts'

/** Where a node leads: a namespace to its own map, a repository to its tags; others nowhere. */
export function hrefOfNode(registry: string, { kind, name }: SizeNode): string | null {
  if (name === null) return null
  return kind === 'repository' ? repositoryPath(registry, name) : sizesPath(registry, name)
}

/** What a tile or a row is called; `isShort`: by its last segment, inside of what bears the rest. */
export function useTileName() {
  const t = useTranslations('sizes')
  return (kind: Tile['kind'], node: SizeNode, isShort = false): string => {
    switch (kind) {
      case 'inside':
        return t('sharedInside')
      case 'outside':
        return t('sharedOutside')
      case 'others':
        return t('others', { count: node.repositories })
      case 'registry':
        return t('all')
      default: {
        const name = isShort ? node.name?.split('/').at(-1) : node.name
        return `${name ?? ''}${kind === 'namespace' ? '/' : ''}`
      }
    }
  }
}
