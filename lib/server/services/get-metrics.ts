import type { Context } from '../context.ts'
import { presentState } from '../metrics/present-state.ts'

/** All figures in the text format of Prometheus. Answers without the database too, and then says that it is away. */
export async function getMetrics({ runtime }: Context): Promise<Response> {
  const { register } = runtime.metrics
  const [counted, state] = await Promise.all([register.metrics(), presentState(runtime)])
  return new Response(`${counted}\n${state}`, { headers: { 'content-type': register.contentType } })
}
