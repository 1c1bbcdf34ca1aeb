import type { Change } from '#lib/api/live.ts'
import type { Console } from './bench.ts'

export interface Told {
  /** Resolves as soon as something of that kind was told since the last call, or after `patienceMs`. */
  next(): Promise<void>
  stop(): void
}

/** What is told may have been told before anybody listened. */
const patienceMs = 2_000

/**
 * The stream of changes, as an open page listens to it: whoever asks when he is told asks less often than one who looks
 * every so often, and on two cores each question is taken from what is measured.
 */
export async function listen({ api }: Console, about: readonly Change['about'][]): Promise<Told> {
  const controller = new AbortController()
  const stream = await api('/events', { signal: controller.signal })
  const wanted = about.map((kind) => `"about":"${kind}"`)
  let isNews = true
  let wake = () => {}
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of stream.body ?? []) {
      const text = decoder.decode(chunk, { stream: true })
      if (!wanted.some((kind) => text.includes(kind))) continue
      isNews = true
      wake()
    }
  })().catch(() => undefined)
  return {
    async next() {
      if (!isNews) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patienceMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      isNews = false
    },
    stop: () => controller.abort(),
  }
}
