import { expect, test } from 'vitest'
import { addressBlockOf, clientAddressOf } from './client-address.ts'

const of = (value?: string) =>
  clientAddressOf(new Headers(value === undefined ? {} : { 'x-forwarded-for': value }))

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['1.1.1.1, 10.0.0.1', '10.0.0.1'],
  ['2001:DB8::1', '2001:db8::1'],
  ['', 'unknown'],
  [undefined, 'unknown'],
  ['<script>', 'unknown'],
  ['x'.repeat(5000), 'unknown'],
])('of X-Forwarded-For %j only what the nearest proxy wrote counts: %s', (value, expected) =>
  expect(of(value)).toBe(expected),
)

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, block) => expect(addressBlockOf(address)).toBe(block))
