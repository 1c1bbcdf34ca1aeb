import type { Registry, RegistryInput, RegistryType } from '#lib/api/registries.ts'

/** What the form holds, as it was typed. */
export interface RegistryForm {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly type: RegistryType
  /** What can be entered here; an identity token stands in the configuration file alone. */
  readonly access: 'anonymous' | 'basic'
  readonly username: string
  readonly password: string
  /** When changing: these replace what is stored, which is not shown. When adding they always count. */
  readonly isTlsReplaced: boolean
  readonly ca: string
  readonly isUnverified: boolean
  readonly publicHost: string
  readonly readOnly: boolean
  /** As `isTlsReplaced`. */
  readonly isListReplaced: boolean
  /** One a line. */
  readonly repositories: string
}

export const emptyForm: RegistryForm = {
  id: '',
  name: '',
  url: '',
  type: 'auto',
  access: 'anonymous',
  username: '',
  password: '',
  isTlsReplaced: true,
  ca: '',
  isUnverified: false,
  publicHost: '',
  readOnly: false,
  isListReplaced: true,
  repositories: '',
}

/** What the API tells of a registry; credentials, TLS and the list of repositories it keeps to itself. */
export const formOf = (registry: Registry): RegistryForm => ({
  ...emptyForm,
  id: registry.id,
  name: registry.name,
  url: registry.url,
  type: registry.configuredType,
  access: registry.auth === 'basic' ? 'basic' : 'anonymous',
  isTlsReplaced: false,
  // Without one of its own, a registry shows the host of its address.
  publicHost: registry.publicHost === new URL(registry.url).host ? '' : registry.publicHost,
  readOnly: registry.readOnly,
  isListReplaced: false,
})

/** Lines that say something, each once, in their order. */
export const linesOf = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

const tlsOf = ({ ca, isUnverified }: RegistryForm): RegistryInput['tls'] => {
  if (!ca.trim() && !isUnverified) return null
  return {
    ...(ca.trim() ? { ca: `${ca.trim()}\n` } : {}),
    ...(isUnverified ? { insecureSkipVerify: true } : {}),
  }
}

/** The form as the API takes it, right or wrong. */
export const inputOf = (form: RegistryForm): RegistryInput => ({
  id: form.id.trim(),
  name: form.name.trim(),
  url: form.url.trim(),
  type: form.type,
  auth: form.access === 'basic' ? { username: form.username.trim(), password: form.password } : null,
  tls: tlsOf(form),
  publicHost: form.publicHost.trim() || null,
  readOnly: form.readOnly,
  repositories: linesOf(form.repositories),
})

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : null)

/** Whether the address is at another origin now: stored credentials don't go there. False while it is no address. */
export function isMovingAway(before: RegistryForm, form: RegistryForm): boolean {
  const origin = originOf(form.url.trim())
  return origin !== null && origin !== originOf(before.url)
}

/** Whether the stored credentials stay as they are: nothing was typed, and they may be kept. */
export const keepsCredentials = (before: RegistryForm, form: RegistryForm) =>
  before.access === 'basic' &&
  form.access === 'basic' &&
  !form.username.trim() &&
  !form.password &&
  !isMovingAway(before, form)

/** Whether a password would go over the network unencrypted. Loopback is no network. */
export function isSentInClear(url: string): boolean {
  if (!URL.canParse(url.trim())) return false
  const { protocol, hostname } = new URL(url.trim())
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}
