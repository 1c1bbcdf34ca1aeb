import { z } from 'zod'
import { ComparisonDefinition, ComparisonId } from '#lib/api/comparison-definition.ts'

/** A saved comparison as the file writes it: as in the API, with its id. */
export const ComparisonEntry = z.strictObject({ id: ComparisonId, ...ComparisonDefinition.shape })

/** The keys that are known at a place of a comparison, for the word that was probably meant. */
export const knownComparisonKeys: readonly { at: RegExp; keys: readonly string[] }[] = [
  { at: /^comparisons\[\d+\]$/, keys: Object.keys(ComparisonEntry.shape) },
  {
    at: /^comparisons\[\d+\]\.schedule$/,
    keys: Object.keys(ComparisonDefinition.shape.schedule.unwrap().unwrap().shape),
  },
]
