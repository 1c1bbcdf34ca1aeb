import type { Actor } from '../context.ts'
import type { Runtime } from '../runtime.ts'

/** Who sent the request, by the session in its cookies; null without a valid one. */
export async function readActor(_runtime: Runtime, _request: Request): Promise<Actor | null> {
  return null
}
