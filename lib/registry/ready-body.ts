import type { Readable } from 'node:stream'
import { orAborted } from './wait.ts'

/** A stream is made anew for each try; one that can't be had fails the request. */
export type Body = Uint8Array | (() => Readable | Promise<Readable>) | undefined

/**
 * What can go out at once: of a stream the first piece is here. Its source may keep us waiting for long, and a token that
 * was fetched before that may have run out by the time it is sent.
 */
export async function readyBody(
  body: Body,
  signal?: AbortSignal,
): Promise<Uint8Array | Readable | undefined> {
  if (typeof body !== 'function') return body
  const stream = await body()
  // Whoever sends it hears of it; until then nobody does, and that must not end the process.
  stream.on('error', () => {})
  try {
    await orAborted(firstPiece(stream), signal)
  } catch (error) {
    stream.destroy()
    throw error
  }
  return stream
}

const firstPiece = (stream: Readable) =>
  new Promise<void>((resolve, reject) => {
    const settle = () => {
      stream.off('readable', settle).off('error', settle).off('close', settle)
      if (stream.errored) reject(stream.errored)
      else resolve()
    }
    // An empty stream is `readable` as well, at its end.
    stream.on('readable', settle).on('error', settle).on('close', settle)
    if (stream.destroyed) settle()
  })
