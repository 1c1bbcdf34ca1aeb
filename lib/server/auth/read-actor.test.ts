import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { parseCookies, readActor } from './read-actor.ts'

const id = '0191d2a0-0000-7000-8000-000000000001'
const secret = 's'.repeat(32)
const row = { id, username: 'ann', role: 'editor', version: 1, disabledAt: null }
const db = { select: () => ({ from: () => ({ where: async () => [row] }) }) }
const at = (publicUrl: string) => ({ config: { publicUrl }, secret, store: { db } }) as never
const http = at('http://localhost:3000')
const https = at('https://portolan.example.com')

const token = (with_ = secret) =>
  encode({ token: { sub: id, version: 1, signedInAt: Math.floor(Date.now() / 1000) }, secret: with_ })
const ask = (headers: Record<string, string>, runtime = http) =>
  readActor(runtime, new Request('http://localhost:3000/', { headers }))

test('a session is read out of its cookie', async () => {
  const cookie = `theme=dark; next-auth.session-token=${await token()}; x=y`
  expect(await ask({ cookie })).toEqual({ id, username: 'ann', role: 'editor' })
})

test('behind https only the cookie that browsers keep to https counts', async () => {
  expect(await ask({ cookie: `next-auth.session-token=${await token()}` }, https)).toBeNull()
  expect(await ask({ cookie: `__Secure-next-auth.session-token=${await token()}` }, https)).toMatchObject({
    id,
  })
})

test('a token of another secret, a changed one and none are nobody', async () => {
  expect(await ask({ cookie: `next-auth.session-token=${await token('t'.repeat(32))}` })).toBeNull()
  expect(await ask({ cookie: `next-auth.session-token=${(await token()).slice(0, -4)}AAAA` })).toBeNull()
  expect(await ask({ cookie: 'next-auth.session-token=nonsense' })).toBeNull()
  expect(await ask({})).toBeNull()
})

test('a session is no bearer token', async () => {
  expect(await ask({ authorization: `Bearer ${await token()}` })).toBeNull()
})

test('cookies are read as browsers write them', () => {
  expect(parseCookies('a=1; next-auth.session-token=x.y==;b = c;=z;d')).toEqual({
    a: '1',
    'next-auth.session-token': 'x.y==',
    b: 'c',
  })
})
