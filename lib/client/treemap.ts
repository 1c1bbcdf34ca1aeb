import { type HierarchyRectangularNode, hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'
import type { SizeNode } from '#lib/api/sizes.ts'

/** A rectangle of the map in percent of the whole. */
export interface Tile {
  readonly id: string
  /** `inside`: bytes that several children share; `outside`: that something outside of all shown holds as well. */
  readonly kind: SizeNode['kind'] | 'inside' | 'outside'
  readonly node: SizeNode
  readonly bytes: number
  /** 1: beside the others, 2: within one of those. */
  readonly depth: number
  /** Its label stands above what is in it. */
  readonly hasHeading: boolean
  /** Of its ancestor at depth 1: what its colour goes by. */
  readonly group: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Datum {
  readonly id: string
  readonly kind: Tile['kind']
  readonly node: SizeNode
  readonly own: number
  readonly children: readonly Datum[]
}

/** Of a drawing as high as the map in pixels, and stretched to what width there is. */
export const drawing = { width: 1_100, height: 500 }
const labelHeight = 24
/** What is thinner can't be seen nor pointed at; it stands in the table. */
const thinnest = 2

/** Bytes as areas: children, what they share, and at the top what is shared with others. Together they are the known total. */
export function layoutTreemap(nodes: readonly SizeNode[]): Tile[] {
  const root = nodes[0]
  if (!root) return []
  const laid = treemap<Datum>()
    .tile(treemapSquarify.ratio(1.4))
    .size([drawing.width, drawing.height])
    .paddingInner(3)
    .paddingTop((node) => (hasHeading(node) ? labelHeight : 0))
    .round(false)(
    hierarchy<Datum>(datumOf(root, nodes, true), (datum) => [...datum.children])
      .sum((datum) => datum.own)
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0)),
  )
  const groups = laid.children ?? []
  return laid
    .descendants()
    .filter(({ depth, value }) => depth > 0 && (value ?? 0) > 0)
    .filter(({ x0, x1, y0, y1 }) => x1 - x0 >= thinnest && y1 - y0 >= thinnest)
    .map((tile) => ({
      id: tile.data.id,
      kind: tile.data.kind,
      node: tile.data.node,
      bytes: tile.value ?? 0,
      depth: tile.depth,
      hasHeading: hasHeading(tile),
      group: groups.findIndex((group) => tile.ancestors().includes(group)),
      left: (tile.x0 / drawing.width) * 100,
      top: (tile.y0 / drawing.height) * 100,
      width: ((tile.x1 - tile.x0) / drawing.width) * 100,
      height: ((tile.y1 - tile.y0) / drawing.height) * 100,
    }))
}

/** A namespace with room for a line above what is in it. */
const hasHeading = ({ depth, children, x0, x1, y0, y1 }: HierarchyRectangularNode<Datum>) =>
  depth === 1 && children !== undefined && x1 - x0 > 84 && y1 - y0 > 3 * labelHeight

function datumOf(node: SizeNode, nodes: readonly SizeNode[], isRoot = false): Datum {
  const below = nodes.filter(({ parent }) => parent === node.id)
  const { id, kind, known, sharedInside } = node
  if (below.length === 0) {
    // What has nothing alone, but is looked at by itself, is made of what it shares.
    return { id, kind, node, own: isRoot ? 0 : known.unique, children: [] }
  }
  const part = (name: 'inside' | 'outside', own: number): Datum[] =>
    own > 0 ? [{ id: `${id}#${name}`, kind: name, node, own, children: [] }] : []
  const children = [
    ...below.map((child) => datumOf(child, nodes)),
    ...part('inside', sharedInside),
    ...(isRoot ? part('outside', known.shared ?? 0) : []),
  ]
  return { id, kind, node, own: 0, children }
}

/** Whether a label of some characters fits: in about as many pixels as the drawing has. */
export const fitsLabel = ({ width, height }: Pick<Tile, 'width' | 'height'>) =>
  (width / 100) * drawing.width > 84 && (height / 100) * drawing.height > 44
