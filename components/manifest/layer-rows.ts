import type { HistoryStep, Layer, Manifest } from '#lib/api/manifests.ts'

export interface LayerRow {
  readonly id: string
  /** Position among the layers, from 1; null for a step that made none. */
  readonly position: number | null
  readonly layer: Layer | null
  readonly step: HistoryStep | null
  /** Of the largest layer, 0 to 1; null while the size is unknown. */
  readonly share: number | null
}

/** Whether each step is known to have made one layer or none; else history and layers are two lists. */
export const isMatched = ({ history, layers }: Pick<Manifest, 'history' | 'layers'>) =>
  history.length > 0 &&
  history.every(({ emptyLayer, layerIndex }) => emptyLayer || layerIndex !== null) &&
  new Set(history.flatMap(({ layerIndex }) => layerIndex ?? [])).size === layers.length

/**
 * One row for each step of the history with the layer that it made, in the order in which they were made. Where the two
 * do not match up, first the layers alone and then the steps alone: none is guessed to belong to another.
 */
export function layerRows(manifest: Pick<Manifest, 'history' | 'layers'>): LayerRow[] {
  const { history, layers } = manifest
  const largest = layers.reduce((most, { size }) => Math.max(most, size ?? 0), 0)
  const shareOf = (layer: Layer | null) =>
    layer?.size == null ? null : largest === 0 ? 0 : layer.size / largest
  const ofStep = (step: HistoryStep, at: number): LayerRow => {
    const layer = step.layerIndex === null ? null : (layers[step.layerIndex] ?? null)
    return {
      id: `step-${at}`,
      position: layer === null || step.layerIndex === null ? null : step.layerIndex + 1,
      layer,
      step,
      share: shareOf(layer),
    }
  }
  if (isMatched(manifest)) return history.map(ofStep)
  return [
    ...layers.map((layer, at) => ({
      id: `layer-${at}`,
      position: at + 1,
      layer,
      step: null,
      share: shareOf(layer),
    })),
    ...history.map((step, at) => ofStep({ ...step, layerIndex: null }, at)),
  ]
}
