'use client'
import { useEffect, useState } from 'react'
import { problemOf } from '#lib/client/problem.ts'
import { proposeId } from '#lib/client/slug.ts'
import { checkedFields, errorsFromServer, type FieldErrors } from './check-registry-form.ts'
import { emptyForm, type RegistryForm } from './registry-form.ts'

export const fieldId = (field: string) => `registry-${field}`

/** What was typed, and what is wrong with it. Without a `before` it is a new registry, and its id is proposed until one is typed. */
export function useRegistryForm(before: RegistryForm | null, idsInUse: readonly string[]) {
  const [typed, setTyped] = useState(before ?? emptyForm)
  const [isIdTyped, setIsIdTyped] = useState(before !== null)
  // As they were at first: the new registry's own id is one of them as soon as it was added.
  const [taken] = useState(idsInUse)
  const [errors, setErrors] = useState<FieldErrors>({})
  const form = isIdTyped ? typed : { ...typed, id: proposeId(typed.name, typed.url, taken) }

  useEffect(() => {
    const first = checkedFields.find((field) => errors[field])
    if (first) document.getElementById(fieldId(first))?.focus()
  }, [errors])

  return {
    form,
    errors,
    isNew: before === null,
    set: (change: Partial<RegistryForm>) => {
      if ('id' in change) setIsIdTyped(true)
      setTyped((now) => ({ ...now, ...change }))
    },
    /** Shows what is wrong and leads to the first of it. */
    fail: setErrors,
    /** What the server said, where it can be said at a field. */
    failFor: (error: unknown) => {
      const { code, issues } = problemOf(error)
      setErrors(code === 'conflict' ? { id: { code: 'idInUse' } } : errorsFromServer(issues))
    },
  }
}

export type RegistryFormState = ReturnType<typeof useRegistryForm>
