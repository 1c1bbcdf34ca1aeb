import { z } from 'zod'
import { Change } from '#lib/api/live.ts'

/** PostgreSQL refuses a notification of 8000 bytes and more. */
const maxBytes = 7_000

const ReplicaMessage = z.object({
  /** Who sent it: it is told what it said as well, and knew it before. */
  from: z.string(),
  changes: z.array(z.unknown()),
})

/** As few messages as hold all of the changes. */
export function encodeMessages(from: string, changes: readonly Change[]): string[] {
  const messages: string[] = []
  let parts: string[] = []
  let size = 0
  const flush = () => {
    if (parts.length > 0) messages.push(`{"from":${JSON.stringify(from)},"changes":[${parts.join(',')}]}`)
    parts = []
    size = 0
  }
  for (const change of changes) {
    const part = JSON.stringify(change)
    const bytes = Buffer.byteLength(part) + 1
    if (size + bytes > maxBytes) flush()
    parts.push(part)
    size += bytes
  }
  flush()
  return messages
}

/**
 * What another replica says; empty for what we said ourselves. What can't be read (a newer version may know more kinds
 * of changes) may have been about anything.
 */
export function decodeMessage(payload: string, self: string): Change[] {
  const message = ReplicaMessage.safeParse(parse(payload))
  if (!message.success) return [{ about: 'anything' }]
  if (message.data.from === self) return []
  return message.data.changes.map((change) => Change.safeParse(change).data ?? { about: 'anything' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
