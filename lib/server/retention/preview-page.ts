import { LRUCache } from 'lru-cache'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type {
  PolicyPreview,
  PolicyPreviewTag,
  PreviewQuery,
  RepositoryDoubt,
} from '#lib/api/policy-preview.ts'
import type { Kind } from '#lib/api/tags.ts'
import { digestsGoing, type Evaluated } from '#lib/engines/retention/guards.ts'
import type { RetentionTag } from '#lib/engines/retention/rules.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { bytesAtMost } from './bytes-at-most.ts'
import { evaluatePolicy, type PolicyEvaluation } from './evaluate-policy.ts'

/** An evaluation that pages are made of: by place of the repository and place of the tag in it, deletions first. */
interface Prepared {
  readonly evaluation: PolicyEvaluation
  readonly order: readonly (readonly [number, number])[]
  readonly going: readonly ReadonlySet<string>[]
  readonly summary: Pick<PolicyPreview, 'counts' | 'reasons' | 'exceeded' | 'skipped'>
}

/** Those of the last minutes, so that paging and filtering need no evaluation of their own: a million tags at most. */
const recent = new LRUCache<string, Prepared>({
  maxSize: 1_000_000,
  sizeCalculation: ({ order }) => order.length + 1,
  ttl: 10 * 60_000,
})

/** A page of what a policy would do. Named by `asOf`, an evaluation that is gone is made again for the same moment. */
export async function previewPage(
  runtime: Runtime,
  definition: PolicyDefinition,
  query: PreviewQuery,
): Promise<PolicyPreview> {
  const asOf = query.asOf ? new Date(query.asOf) : new Date()
  if (asOf.getTime() > Date.now() + 60_000) throw new ApiError('invalid_request', 'asOf lies in the future.')
  const key = JSON.stringify([asOf.toISOString(), definition])
  const prepared =
    recent.get(key) ?? (await prepare(runtime, await evaluatePolicy(runtime, definition, asOf)))
  recent.set(key, prepared)
  const { evaluated } = prepared.evaluation
  const wanted = query.q?.toLowerCase() ?? ''
  const matching = prepared.order.filter(([at, i]) => {
    const { repository, verdicts } = evaluated[at] as Evaluated
    const verdict = verdicts[i]
    return (
      (!query.action || verdict?.action === query.action) &&
      (!query.reason || verdict?.reason === query.reason) &&
      (!wanted ||
        repository.repository.includes(wanted) ||
        repository.tags[i]?.name.toLowerCase().includes(wanted))
    )
  })
  const offset = offsetOf(query.cursor)
  const page = matching.slice(offset, offset + query.limit)
  return {
    items: page.map(([at, i]) => presentTag(evaluated[at] as Evaluated, i, prepared.going[at])),
    nextCursor: offset + query.limit < matching.length ? String(offset + query.limit) : null,
    total: matching.length,
    asOf: asOf.toISOString(),
    ...prepared.summary,
  }
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
}

async function prepare(runtime: Runtime, evaluation: PolicyEvaluation): Promise<Prepared> {
  const { evaluated } = evaluation
  const all = evaluated.flatMap(({ repository }, at) => repository.tags.map((_, i) => [at, i] as const))
  const goes = ([at, i]: readonly [number, number]) => evaluated[at]?.verdicts[i]?.action === 'delete'
  const going = evaluated.map(digestsGoing)
  return {
    evaluation,
    order: [...all.filter(goes), ...all.filter((place) => !goes(place))],
    going,
    summary: await summarise(runtime, evaluation, going),
  }
}

async function summarise(
  runtime: Runtime,
  { evaluated, spared, exceeded }: PolicyEvaluation,
  going: readonly ReadonlySet<string>[],
): Promise<Prepared['summary']> {
  const reasons = new Map<string, PolicyPreview['reasons'][number]>()
  const sizes = new Map<string, number | null>()
  // A registry does not share its blobs with another one.
  const byRegistry = new Map<string, Set<string>>()
  let toDelete = 0
  let tags = 0
  for (const [at, { repository, verdicts }] of evaluated.entries()) {
    for (const [i, { action, reason, rule }] of verdicts.entries()) {
      tags++
      if (action === 'delete') toDelete++
      const key = `${action} ${reason} ${rule}`
      const known = reasons.get(key)
      if (known) known.count++
      else reasons.set(key, { action, reason, rule, count: 1 })
      const tag = repository.tags[i]
      if (!tag?.digest || !going[at]?.has(tag.digest)) continue
      sizes.set(tag.digest, tag.sizeBytes)
      const here = byRegistry.get(repository.registry) ?? new Set()
      byRegistry.set(repository.registry, here.add(tag.digest))
    }
  }
  const known = [...sizes.values()].filter((size) => size !== null)
  const bytes = await Promise.all([...byRegistry.values()].map((digests) => bytesAtMost(runtime, digests)))
  const skipped = evaluated.filter(({ repository }) => repository.doubt !== null)
  return {
    counts: {
      repositories: evaluated.length,
      repositoriesSkipped: skipped.length,
      tags,
      toDelete,
      toKeep: tags - toDelete,
      spared,
      digests: sizes.size,
      bytesAtMost: bytes.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0),
      unknownSizes: sizes.size - known.length,
    },
    reasons: [...reasons.values()].toSorted((a, b) => b.count - a.count).slice(0, 200),
    exceeded,
    skipped: skipped.slice(0, 100).map(({ repository: { registry, repository, doubt } }) => ({
      registry,
      repository,
      reason: doubt as RepositoryDoubt,
    })),
  }
}

const timeOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

function presentTag(
  { repository: { registry, repository, tags }, verdicts }: Evaluated,
  i: number,
  going: ReadonlySet<string> | undefined,
): PolicyPreviewTag {
  const tag = tags[i] as RetentionTag
  const { action, reason, rule, detail } = verdicts[i] as Evaluated['verdicts'][number]
  return {
    registry,
    repository,
    name: tag.name,
    digest: tag.digest,
    kind: tag.kind as Kind | null,
    size: tag.sizeBytes,
    createdAt: timeOf(tag.created),
    pushedAt: timeOf(tag.pushed),
    pulledAt: timeOf(tag.pulled),
    firstSeenAt: timeOf(tag.firstSeen),
    action,
    reason,
    rule,
    detail,
    digestStays: action === 'delete' && tag.digest !== null && !going?.has(tag.digest),
  }
}
