import { Readable } from 'node:stream'

/** Who reads a body as it comes in. */
interface Reader {
  /** false: no more for now. */
  onPiece(bytes: Buffer): boolean
  /** null: that was all of it. */
  onEnd(error: unknown): void
}

/** What sends it: undici's `DispatchController`. */
export interface Sender {
  pause(): void
  resume(): void
  abort(reason: Error): void
}

/** So much may come in before somebody reads it. */
const heldBytes = 65_536

/**
 * The body of an answer, to be read once, whole or as a stream, or let go of. No stream of its own: there are tens of
 * thousands of answers of a thousand bytes, which are here with their headers.
 */
export class AnswerBody {
  readonly #sender: Sender
  #held: Buffer[] = []
  #heldBytes = 0
  #end: { readonly error: unknown } | null = null
  #reader: Reader | null = null

  constructor(sender: Sender) {
    this.#sender = sender
  }

  /** For whom sends. */
  readonly incoming = {
    piece: (bytes: Buffer) => {
      const isEnough = this.#reader ? !this.#reader.onPiece(bytes) : this.#hold(bytes)
      if (isEnough) this.#sender.pause()
    },
    end: (error: unknown = null) => {
      if (this.#end) return
      this.#end = { error }
      this.#reader?.onEnd(error)
    },
  }

  /** Nothing more comes. */
  get isOver(): boolean {
    return this.#end !== null
  }

  /** All of it. Rejects with `tooLarge()` as soon as it is more than `maxBytes`. */
  whole(maxBytes: number, tooLarge: () => Error): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const pieces: Buffer[] = []
      let sizeBytes = 0
      this.#read({
        onPiece(bytes) {
          sizeBytes += bytes.length
          if (sizeBytes > maxBytes) reject(tooLarge())
          else pieces.push(bytes)
          return true
        },
        onEnd(error) {
          if (error === null) resolve(Buffer.concat(pieces, sizeBytes))
          else reject(error)
        },
      })
    })
  }

  stream(): Readable {
    const stream = new Readable({
      read: () => this.#sender.resume(),
      destroy: (error, done) => {
        this.destroy(error ?? undefined)
        done(error)
      },
    })
    this.#read({
      onPiece: (bytes) => stream.push(bytes),
      onEnd(error) {
        if (error === null) stream.push(null)
        else stream.destroy(error instanceof Error ? error : new Error(String(error)))
      },
    })
    return stream
  }

  /** Lets go of what has not come in, and of the connection with it. */
  destroy(reason?: Error): void {
    if (!this.#end) this.#sender.abort(reason ?? new Error('Nobody reads the body.'))
  }

  #hold(bytes: Buffer): boolean {
    this.#held.push(bytes)
    this.#heldBytes += bytes.length
    return this.#heldBytes >= heldBytes
  }

  #read(reader: Reader): void {
    this.#reader = reader
    const held = this.#held
    this.#held = []
    for (const bytes of held) reader.onPiece(bytes)
    if (this.#end) reader.onEnd(this.#end.error)
    else this.#sender.resume()
  }
}
