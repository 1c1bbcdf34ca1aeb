import { describe, expect, test } from 'vitest'
import { planSingleTag } from './single-tag.ts'

describe('planSingleTag', () => {
  const alone = { siblings: [], heldByIndexes: [], isEveryIndexKnown: true }

  test('untags where the registry can', () => {
    expect(
      planSingleTag({ tagDelete: true, siblings: ['1.0'], heldByIndexes: [], isEveryIndexKnown: true }),
    ).toEqual({
      method: 'tag',
      fallback: null,
    })
  })

  test('never deletes a digest that another tag is on', () => {
    for (const tagDelete of [null, false]) {
      const plan = planSingleTag({ tagDelete, siblings: ['1.0'], heldByIndexes: [], isEveryIndexKnown: true })
      expect([plan.method, plan.fallback]).not.toContain('digest')
    }
  })

  test('never deletes a digest that an index holds', () => {
    for (const tagDelete of [null, false]) {
      const plan = planSingleTag({
        tagDelete,
        siblings: [],
        heldByIndexes: ['sha256:i'],
        isEveryIndexKnown: true,
      })
      expect([plan.method, plan.fallback]).not.toContain('digest')
    }
  })

  test('never deletes a digest while an index that nobody looked into may hold it', () => {
    for (const tagDelete of [null, false]) {
      const plan = planSingleTag({ tagDelete, ...alone, isEveryIndexKnown: false })
      expect([plan.method, plan.fallback]).not.toContain('digest')
    }
  })

  test('deletes the digest of a lone tag where the registry does not untag', () => {
    expect(planSingleTag({ tagDelete: false, ...alone })).toEqual({ method: 'digest', fallback: null })
  })

  test('tries to untag first where nobody knows yet', () => {
    expect(planSingleTag({ tagDelete: null, ...alone })).toEqual({ method: 'tag', fallback: 'digest' })
  })
})
