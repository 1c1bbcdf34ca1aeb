import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { getSizes as endpoint, SizeNode as Shown } from '#lib/api/sizes.ts'
import { cutTree, findNamespace, type Others, type ShownNode } from '#lib/engines/sizes/cut-tree.ts'
import type { SizeNode } from '#lib/engines/sizes/size-tree.ts'
import type { Context } from '../context.ts'
import { readRegistrySizes } from '../index/registry-sizes.ts'
import { ApiError } from '../problem.ts'

const maxNodes = 1_000

export async function getSizes(
  { runtime }: Context,
  { registry }: ParamsOf<typeof endpoint>,
  { namespace, depth, limit }: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  await runtime.registries.get(registry)
  const { tree, asOf } = await readRegistrySizes(runtime, registry)
  const root = namespace === undefined ? tree : findNamespace(tree, `${namespace}/`)
  if (!root) throw new ApiError('not_found', `The registry has no namespace “${namespace}”.`)
  const shown = cutTree(root, { depth, limit, maxNodes })
  const isComplete = isKnown(tree)
  return {
    registry,
    namespace: namespace ?? null,
    nodes: shown.map((one) => present(one, shown, isComplete)),
    asOf: asOf.toISOString(),
  }
}

const isKnown = ({ unknownTags, unlistedRepositories }: SizeNode | Others) =>
  unknownTags === 0 && unlistedRepositories === 0

const idOf = ({ node }: ShownNode) => (node.kind === 'others' ? `${node.path}*` : node.path)
const nameOf = ({ kind, path }: SizeNode | Others) =>
  kind === 'repository' ? path : kind === 'namespace' ? path.slice(0, -1) : null

/** Past what a number holds exactly it is a lie, and nobody knows the truth. */
const exact = (bytes: number) => Math.min(bytes, Number.MAX_SAFE_INTEGER)

/** Whether something is unique depends on all of the registry, how much there is only on itself. */
function present(shown: ShownNode, all: readonly ShownNode[], isRegistryComplete: boolean): Shown {
  const { node } = shown
  const parent = shown.parent === null ? undefined : all[shown.parent]
  const isOthers = node.kind === 'others'
  const known = {
    total: isOthers ? null : exact(node.total),
    unique: exact(node.unique),
    shared: isOthers ? null : exact(node.shared),
  }
  return {
    id: idOf(shown),
    parent: parent ? idOf(parent) : null,
    kind: node.kind,
    name: nameOf(node),
    total: isKnown(node) ? known.total : null,
    unique: isRegistryComplete ? known.unique : null,
    shared: isRegistryComplete ? known.shared : null,
    known,
    unknownTags: node.unknownTags,
    unlistedRepositories: node.unlistedRepositories,
    sharedInside: isOthers ? 0 : exact(node.sharedInside),
    repositories: node.repositories,
  }
}
