import { expect, test } from 'vitest'
import { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { policyKind } from '../retention/policy-kind.ts'
import { automationsAsYaml, parseAutomations } from './yaml.ts'

const definition = (mode: 'delete' | 'dry-run') =>
  PolicyDefinition.parse({ name: 'Old', mode, repositories: ['team/*'], rules: [{ name: 'all', keep: {} }] })

test.each(['delete', 'dry-run'] as const)(
  'a policy in the mode %s says so in its YAML, and comes back as it was',
  async (mode) => {
    const yaml = automationsAsYaml(policyKind, [{ id: 'old', definition: definition(mode) }])
    expect(yaml).toContain(`mode: ${mode}\n`)
    // The rest is as by default, and would only be noise.
    expect(yaml).not.toContain('guards')
    expect(await parseAutomations(policyKind, yaml)).toEqual({
      parsed: [{ id: 'old', definition: definition(mode) }],
    })
  },
)

test.each([
  ['', 'line 1', 'the document must be a map with the key "policies"'],
  ['- id: a', 'line 1', 'the document must be a map with the key "policies"'],
  ['policies:', 'line 1: policies', 'is missing'],
  ['policies:\n  - id: a\n    rules: [{ name: a }]', 'line 2: policies[0].name', 'is missing'],
  ['policies: []\n---\npolicies: []', 'line 2', 'holds several YAML documents: there must be one'],
])('what is wrong with %j is told by its line and its name', async (text, path, message) => {
  expect(await parseAutomations(policyKind, text)).toMatchObject({
    mistakes: expect.arrayContaining([{ path, message }]),
  })
})
