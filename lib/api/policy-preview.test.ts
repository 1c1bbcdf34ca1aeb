import { expect, it } from 'vitest'
import en from '#lib/client/messages/en/policies.json' with { type: 'json' }
import ko from '#lib/client/messages/ko/policies.json' with { type: 'json' }
import { keepReasons } from '#lib/engines/retention/verdict.ts'
import { verdictReasons } from './policy-preview.ts'

it('the reasons that are told are those for which the engine decides, each once', () => {
  expect([...verdictReasons].sort()).toEqual(['no_rule_keeps_it', ...keepReasons].sort())
})

it('there are words for each reason, in both languages, and for no other', () => {
  for (const { preview } of [en, ko])
    expect(Object.keys(preview.reason).sort()).toEqual([...verdictReasons].sort())
})
