'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { CSSProperties } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { SizeNode } from '#lib/api/sizes.ts'
import { formatBytes } from '#lib/client/format.ts'
import { drawing, fitsLabel, layoutTreemap, type Tile } from '#lib/client/treemap.ts'
import { hrefOfNode, useTileName } from './node-name.ts'

/** Six hues in turn, thin enough that text stands on each of them; what is shared has stripes instead. */
const hues = [1, 2, 3, 4, 5, 6].map((n) => `color-mix(in oklab, var(--chart-${n}) 16%, var(--surface))`)
const stripes =
  'repeating-linear-gradient(135deg, var(--surface-raised) 0 6px, var(--surface-hover) 6px 12px)'

const placeOf = ({ left, top, width, height, kind, group }: Tile): CSSProperties => ({
  left: `${left}%`,
  top: `${top}%`,
  width: `${width}%`,
  height: `${height}%`,
  background: kind === 'inside' || kind === 'outside' ? stripes : hues[group % hues.length],
})

/** A map of bytes. The table below it says the same in words. */
export function Treemap({ registry, nodes }: { registry: string; nodes: readonly SizeNode[] }) {
  const t = useTranslations('sizes')
  const tiles = layoutTreemap(nodes)
  if (tiles.length === 0) return null
  return (
    <section
      aria-label={t('map')}
      className="relative w-full max-md:hidden"
      style={{ height: drawing.height }}
    >
      {tiles.map((tile) => (
        <TileBox key={tile.id} tile={tile} registry={registry} />
      ))}
    </section>
  )
}

function TileBox({ tile, registry }: { tile: Tile; registry: string }) {
  const locale = useLocale()
  const name = useTileName()(tile.kind, tile.node, tile.depth === 2)
  const href = tile.kind === 'inside' || tile.kind === 'outside' ? null : hrefOfNode(registry, tile.node)
  const bytes = formatBytes(tile.bytes, locale)
  const label = fitsLabel(tile) ? (
    // Inside, so that a tile is never larger than its place.
    <span className={clsx('px-1.5 py-0.5', tile.hasHeading ? 'flex items-baseline gap-2' : 'block')}>
      <span className="block truncate font-medium">{name}</span>
      <span className={clsx('block truncate text-xs', tile.hasHeading && 'shrink-0')}>{bytes}</span>
    </span>
  ) : (
    <span className="sr-only">
      {name} {bytes}
    </span>
  )
  const look =
    'absolute block overflow-hidden rounded-sm border border-border-strong/60 text-left text-sm text-text'
  return (
    <Tooltip content={`${name}\n${bytes}`}>
      {href ? (
        <Link
          href={href}
          prefetch={false}
          // The way into a namespace is its own tile; what lies in it is reached there, and in the table.
          tabIndex={tile.depth === 1 ? undefined : -1}
          className={clsx(look, 'hover:border-accent hover:text-accent focus-visible:z-10')}
          style={placeOf(tile)}
        >
          {label}
        </Link>
      ) : (
        <span className={look} style={placeOf(tile)}>
          {label}
        </span>
      )}
    </Tooltip>
  )
}
