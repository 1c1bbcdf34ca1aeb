import type { Config, HistoryStep, Layer } from '#lib/api/manifests.ts'
import { matchLayers } from '#lib/engines/layers/history.ts'
import { parseDate } from '#lib/engines/manifest/created.ts'
import { platformOf } from '#lib/engines/manifest/platform.ts'
import type { ImageConfig } from '#lib/registry/image-config.ts'
import type { Schema1Manifest } from '#lib/registry/schema1.ts'
import type { Descriptor } from '#lib/registry/types.ts'

const toTime = (text: string | null | undefined) => parseDate(text)?.toISOString() ?? null

/** The config in the words of our API; `image` null where it is not an image's, or could not be read. */
export function presentConfig(
  descriptor: Descriptor,
  image: ImageConfig | null,
  problem: Config['problem'],
): Config {
  const run = image?.config
  return {
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
    size: descriptor.size,
    createdAt: toTime(image?.created),
    author: image?.author ?? null,
    platform: platformOf(image),
    user: run?.User || null,
    workingDir: run?.WorkingDir || null,
    entrypoint: run?.Entrypoint ?? [],
    cmd: run?.Cmd ?? [],
    env: (run?.Env ?? []).map(splitVariable),
    labels: run?.Labels ?? {},
    ports: Object.keys(run?.ExposedPorts ?? {}),
    volumes: Object.keys(run?.Volumes ?? {}),
    stopSignal: run?.StopSignal || null,
    healthcheck: run?.Healthcheck?.Test ?? [],
    problem,
  }
}

function splitVariable(text: string) {
  const at = text.indexOf('=')
  return at < 0 ? { name: text, value: '' } : { name: text.slice(0, at), value: text.slice(at + 1) }
}

/** The history, each step with the layer that it made where that can be known. */
export function presentHistory(image: ImageConfig | null, layerCount: number): HistoryStep[] {
  const steps = (image?.history ?? []).map((step) => ({ ...step, emptyLayer: step.empty_layer ?? false }))
  const layers = matchLayers(steps, layerCount)
  return steps.map((step, i) => ({
    createdAt: toTime(step.created),
    createdBy: step.created_by ?? null,
    comment: step.comment ?? null,
    author: step.author ?? null,
    emptyLayer: step.emptyLayer,
    layerIndex: layers[i] ?? null,
  }))
}

/** Schema 1 has a layer for every step, and says no sizes. */
export function presentSchema1({ layers, history }: Schema1Manifest): {
  layers: Layer[]
  history: HistoryStep[]
} {
  return {
    layers: layers.map((digest) => ({
      digest,
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      size: null,
      annotations: {},
      urls: [],
    })),
    history: history.map((step, i) => ({
      createdAt: toTime(step.created),
      createdBy: step.createdBy,
      comment: null,
      author: null,
      emptyLayer: false,
      layerIndex: i < layers.length ? i : null,
    })),
  }
}
