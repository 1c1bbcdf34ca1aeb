/** A process of its own, so that the most memory that it had is that of the evaluation: prints its figures as JSON. */
import { evaluateAtScale, repositoriesAtScale } from '#lib/engines/retention/scale-under-test.ts'

const repositories = repositoriesAtScale(Number(process.argv[2]))
const startedAt = performance.now()
const going = evaluateAtScale(repositories)
const evaluateMs = performance.now() - startedAt
// Kilobytes, as the kernel keeps it (getrusage).
console.log(JSON.stringify({ evaluateMs, going, peakBytes: process.resourceUsage().maxRSS * 1024 }))
