import { getHeapStatistics } from 'node:v8'

/**
 * A heap that may grow to gigabytes is cleaned late: V8 lets it become four times what is in use, and twice where the limit is
 * lower (Heap::MaxGrowingFactor). Enough for the largest thing that we do (docs/benchmarks.md), and a third less memory.
 */
const maxHeapMiB = 1536

/** What Node is told about memory, unless whoever starts Portolan says so in NODE_OPTIONS, or the machine has less anyhow. */
export function memoryArguments(options = process.env.NODE_OPTIONS ?? '') {
  const isSaid = /--max[-_]old[-_]space[-_]size/.test(options)
  const isLess = getHeapStatistics().heap_size_limit <= maxHeapMiB * 2 ** 20
  return isSaid || isLess ? [] : [`--max-old-space-size=${maxHeapMiB}`]
}

/** Bodies of answers live outside of the heap; each further arena of glibc keeps what was freed for itself. */
export const memoryEnvironment = { MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2' }
