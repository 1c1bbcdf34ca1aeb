import { parseMoment } from '#lib/api/filters.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { type CompiledRule, compileRules } from '#lib/engines/retention/compile.ts'
import type { Rule } from '#lib/engines/retention/rules.ts'
import type { Mistake } from '../automations/kind.ts'
import { scheduleProblem } from '../jobs/schedule.ts'

/** Rules as the engine takes them. */
export const rulesOf = ({ rules }: Pick<PolicyDefinition, 'rules'>): Rule[] =>
  rules.map(({ name, select, keep: { within, ...keep } }) => ({
    name,
    select,
    keep: {
      ...keep,
      ...(within && {
        withinMs: Object.fromEntries(
          Object.entries(within).flatMap(([kind, age]) => (age === undefined ? [] : [[kind, ageMs(age)]])),
        ),
      }),
    },
  }))

function ageMs(age: string): number {
  const moment = parseMoment(age)
  if (!moment || !('agoMs' in moment)) throw new Error(`${age} is no age`)
  return moment.agoMs
}

/** Throws for a policy that nobody has checked. */
export function compilePolicy(definition: Pick<PolicyDefinition, 'rules'>): CompiledRule[] {
  const compiled = compileRules(rulesOf(definition))
  if ('mistakes' in compiled) throw new Error(compiled.mistakes[0]?.message)
  return compiled.rules
}

/** What is wrong with patterns and schedule; none: the policy can be run. */
export async function policyMistakes(
  definition: Pick<PolicyDefinition, 'rules' | 'schedule'>,
): Promise<Mistake[]> {
  const compiled = compileRules(rulesOf(definition))
  const mistakes: Mistake[] =
    'mistakes' in compiled
      ? compiled.mistakes.map(({ path, message }) => ({ path: ['rules', ...path], message }))
      : []
  if (definition.schedule) {
    const problem = await scheduleProblem(definition.schedule)
    if (problem) mistakes.push({ path: ['schedule', problem.key], message: problem.message })
  }
  return mistakes
}
