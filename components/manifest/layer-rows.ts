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

export interface Instruction {
  /** `RUN`, `COPY`…; null where the step does not say. */
  readonly keyword: string | null
  readonly text: string
}

const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/

/**
 * The Dockerfile instruction behind a `created_by`. The classic builder writes `/bin/sh -c #(nop)  CMD […]` for what ran
 * nothing and `/bin/sh -c …` for RUN; BuildKit appends `# buildkit`.
 */
export function instructionOf(createdBy: string): Instruction {
  const text = createdBy.replace(/\s*# buildkit\s*$/, '').trim()
  const nothing = /^\/bin\/sh -c #\(nop\)\s+/.exec(text)
  const rest = nothing ? text.slice(nothing[0].length) : text
  const named = keywords.exec(rest)
  if (named?.[1]) return { keyword: named[1], text: withoutShell(rest.slice(named[0].length)) }
  if (!nothing && text.startsWith('/bin/sh -c ')) return { keyword: 'RUN', text: withoutShell(text) }
  return { keyword: null, text: rest }
}

// `|2 A=1 B=2 /bin/sh -c …`: the arguments of the build stand before the shell; they are part of what ran, and stay.
const withoutShell = (text: string) => text.replace(/^\/bin\/sh -c\s+/, '').trim()
