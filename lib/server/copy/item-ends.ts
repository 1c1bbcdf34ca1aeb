import type { CopyResult } from '#lib/api/copies.ts'

/** An item comes to another end than being copied, and why. */
export class ItemEnds extends Error {
  override readonly name = 'ItemEnds'
  readonly result: CopyResult
  readonly code: string
  readonly detail: string | null

  constructor(result: CopyResult, code: string, detail: string | null) {
    super(detail ?? code)
    this.result = result
    this.code = code
    this.detail = detail
  }
}
