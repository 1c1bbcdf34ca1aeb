import type { z } from 'zod'
import { RegistryInput, RegistryPatch } from '#lib/api/inputs/registry.ts'
import { inputOf, keepsCredentials, type RegistryForm } from './registry-form.ts'

export const checkedFields = [
  'name',
  'url',
  'id',
  'type',
  'username',
  'password',
  'ca',
  'publicHost',
  'repositories',
] as const
export type CheckedField = (typeof checkedFields)[number]

export interface FieldError {
  readonly code:
    | 'required'
    | 'tooLong'
    | 'slug'
    | 'idInUse'
    | 'url'
    | 'urlParts'
    | 'colon'
    | 'pem'
    | 'host'
    | 'repository'
    | 'refused'
  /** What is wrong, where it is one of several; what the server said, for `refused`. */
  readonly value?: string
}
export type FieldErrors = Partial<Record<CheckedField, FieldError>>

type Checked<T> = { readonly body: T } | { readonly errors: FieldErrors }

/** The field that a place in the body is typed into; null: none. */
function fieldAt(path: readonly PropertyKey[]): CheckedField | null {
  const inner = path[0] === 'auth' || path[0] === 'tls' ? path[1] : path[0]
  return checkedFields.find((field) => field === inner) ?? null
}

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  )

/** Fields that have words of their own for what does not fit. */
const misfits = { id: 'slug', url: 'url', ca: 'pem', publicHost: 'host', repositories: 'repository' } as const
const hasMisfit = (field: CheckedField): field is keyof typeof misfits => field in misfits

function codeOf(issue: z.core.$ZodIssue, field: CheckedField, value: unknown): FieldError['code'] {
  if (value === '') return 'required'
  if (issue.code === 'too_big') return 'tooLong'
  if (field === 'url' && issue.code === 'custom') return 'urlParts'
  return hasMisfit(field) ? misfits[field] : 'refused'
}

function errorsOf(error: z.ZodError, body: unknown): FieldErrors {
  const errors: FieldErrors = {}
  for (const issue of error.issues) {
    const field = fieldAt(issue.path)
    if (field === null || errors[field]) continue
    const value = valueAt(body, issue.path)
    const code = codeOf(issue, field, value)
    if (code === 'refused') errors[field] = { code, value: issue.message }
    else errors[field] = code === 'repository' ? { code, value: String(value) } : { code }
  }
  return errors
}

/** What cannot work although the API takes it; the configuration file refuses it, too. */
function mistakesIn({ auth }: Partial<RegistryInput>): FieldErrors {
  // RFC 7617 section 2: the first colon ends the username.
  return auth?.username.includes(':') ? { username: { code: 'colon' } } : {}
}

function check<T extends Partial<RegistryInput>>(schema: z.ZodType<T>, input: unknown): Checked<T> {
  const parsed = schema.safeParse(input)
  const errors = parsed.success ? mistakesIn(parsed.data) : errorsOf(parsed.error, input)
  return parsed.success && Object.keys(errors).length === 0 ? { body: parsed.data } : { errors }
}

/** What to send to add the registry, or what is wrong with which field. */
export const checkNew = (form: RegistryForm): Checked<RegistryInput> => check(RegistryInput, inputOf(form))

/**
 * What to send to change it: what differs from before and nothing else, so that what is not shown stays as it is.
 * Credentials are sent when new ones were typed, and taken away when the access is anonymous now.
 */
export function checkChange(before: RegistryForm, form: RegistryForm): Checked<RegistryPatch> {
  const was = inputOf(before)
  const is = inputOf(form)
  const isAuthKept =
    form.access === 'anonymous' ? before.access === 'anonymous' : keepsCredentials(before, form)
  return check(RegistryPatch, {
    ...(is.name === was.name ? {} : { name: is.name }),
    ...(is.url === was.url ? {} : { url: is.url }),
    ...(is.type === was.type ? {} : { type: is.type }),
    ...(isAuthKept ? {} : { auth: is.auth }),
    ...(form.isTlsReplaced ? { tls: is.tls } : {}),
    ...(is.publicHost === was.publicHost ? {} : { publicHost: is.publicHost }),
    ...(is.readOnly === was.readOnly ? {} : { readOnly: is.readOnly }),
    ...(form.isListReplaced ? { repositories: is.repositories } : {}),
  })
}

/** What the server found wrong, by field; its paths begin with `body.`. */
export function errorsFromServer(
  issues: readonly { readonly path: string; readonly message: string }[] = [],
) {
  const errors: FieldErrors = {}
  for (const { path, message } of issues) {
    const field = fieldAt(path.split('.').slice(1))
    if (field !== null) errors[field] ??= { code: 'refused', value: message }
  }
  return errors
}
