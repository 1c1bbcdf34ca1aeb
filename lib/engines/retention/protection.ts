import { globFilter } from '../names/glob.ts'

/** Tags that must stay: globs for the registry, the repository and any of the tags. */
export interface ProtectionRule {
  readonly registry: string
  readonly repository: string
  readonly tags: readonly string[]
}

/** The rule as people read it: `prod/team/*:v*`. */
export const protectionText = ({ registry, repository, tags }: ProtectionRule) =>
  `${registry}/${repository}:${tags.join(',')}`

/** The text of the first rule that protects a tag; null where none does. */
export type ProtectedBy = (registry: string, repository: string, tag: string) => string | null

export function protectedByRules(rules: readonly ProtectionRule[]): ProtectedBy {
  const compiled = rules.map((rule) => ({
    text: protectionText(rule),
    isRegistry: globFilter([rule.registry]),
    isRepository: globFilter([rule.repository]),
    isTag: globFilter(rule.tags),
  }))
  return (registry, repository, tag) =>
    compiled.find((rule) => rule.isTag(tag) && rule.isRepository(repository) && rule.isRegistry(registry))
      ?.text ?? null
}
