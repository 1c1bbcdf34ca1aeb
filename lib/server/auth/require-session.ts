import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { callbackPath } from '#lib/api/callback-path.ts'
import type { Actor } from '../context.ts'
import { pathHeader } from '../page-headers.ts'
import { getRuntime } from '../runtime.ts'
import { signInPage } from './options.ts'
import { readActorFromCookies } from './read-actor.ts'

/** For pages: who is signed in, or null. */
export async function readPageActor(): Promise<Actor | null> {
  const all = (await cookies()).getAll().map(({ name, value }) => [name, value] as const)
  return readActorFromCookies(await getRuntime(), Object.fromEntries(all))
}

/** For pages: who is signed in; anybody else is sent to the sign-in page, and back afterwards. */
export async function requireSession(): Promise<Actor> {
  const actor = await readPageActor()
  if (actor) return actor
  const path = callbackPath((await headers()).get(pathHeader))
  redirect(path === '/' ? signInPage : `${signInPage}?callbackUrl=${encodeURIComponent(path)}`)
}
