import { expect, test } from 'vitest'
import { checkSameOrigin } from './same-origin.ts'

const publicUrl = 'https://portolan.example.com'
const check = (headers: Record<string, string>) => checkSameOrigin(new Headers(headers), publicUrl)
const host = 'localhost:3000'

test.each<[string, Record<string, string>]>([
  ['our own page', { host, 'sec-fetch-site': 'same-origin', origin: `http://${host}` }],
  ['a person typing', { host, 'sec-fetch-site': 'none' }],
  ['our own page on plain http, where browsers leave Sec-Fetch-Site out', { host, origin: `http://${host}` }],
  ['our own page behind a proxy that rewrites Host', { host: 'backend:3000', origin: publicUrl }],
  [
    'a proxy’s Host, with Sec-Fetch-Site',
    { host: 'backend', 'sec-fetch-site': 'same-origin', origin: publicUrl },
  ],
  ['a client that is no browser', { host }],
  ['a Host in capitals', { host: 'LOCALHOST:3000', origin: 'http://localhost:3000' }],
])('lets through %s', (_, headers) => expect(() => check(headers)).not.toThrow())

test.each<[string, Record<string, string>]>([
  ['another site', { host, 'sec-fetch-site': 'cross-site', origin: 'https://attacker.example' }],
  ['another site without Sec-Fetch-Site', { host, origin: 'https://attacker.example' }],
  ['another site that leaves Origin out', { host, 'sec-fetch-site': 'cross-site' }],
  [
    'another port of the same machine',
    { host, 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' },
  ],
  ['another port, without Sec-Fetch-Site', { host, origin: 'http://localhost:9999' }],
  ['a sibling subdomain', { host, 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' }],
  ['http where https is asked for', { host, 'sec-fetch-site': 'cross-site', origin: `http://${host}` }],
  ['a sandboxed page', { host, origin: 'null' }],
  ['an origin that ends like ours', { host, origin: 'https://portolan.example.com.attacker.example' }],
  ['an origin that is not one', { host, origin: '//localhost:3000' }],
  ['another scheme', { host, origin: `ftp://${host}` }],
  ['a Sec-Fetch-Site that does not exist', { host, 'sec-fetch-site': 'sure', origin: `http://${host}` }],
])('refuses %s', (_, headers) =>
  expect(() => check(headers)).toThrow(expect.objectContaining({ code: 'cross_origin' })),
)
