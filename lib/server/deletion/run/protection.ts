import type { Context } from '../../context.ts'
import type { ProtectedBy } from './read-graph.ts'

/** Which rule protects a tag from this caller. */
export async function readProtectedFrom(
  _context: Context,
  _options: { readonly isPolicy?: boolean } = {},
): Promise<ProtectedBy> {
  return () => null
}
