import { expect, test } from 'vitest'
import { ImageAddress } from '#lib/api/compare-images.ts'
import { formatImageAddress, parseImageAddress, readableImageAddress } from './image-address.ts'

const digest = `sha256:${'a'.repeat(64)}`
const image = { registry: 'local', repository: 'team/app', reference: '1.0' }

test.each([
  ['with slashes', 'local/team/app:1.0', image],
  ['with tildes', 'local/team~app:1.0', image],
  ['with spaces around it', '  local/team/app:1.0 ', image],
  ['by digest', `local/team/app@${digest}`, { ...image, reference: digest }],
  [
    'by tag and digest, of which the digest counts',
    `local/app:1@${digest}`,
    { ...image, repository: 'app', reference: digest },
  ],
])('an address is read %s', (_, text, expected) => {
  expect(parseImageAddress(text)).toEqual(expected)
})

test('a pasted pull reference is read by the host of its registry, with its port', () => {
  const idOfHost = (host: string) => (host === 'registry.example.com:5000' ? 'local' : null)
  expect(parseImageAddress('registry.example.com:5000/team/app:1.0', idOfHost)).toEqual(image)
})

test.each([
  '',
  'local',
  'local/team/app',
  'local/team/app:',
  'local/:1.0',
  'local/Team/app:1.0',
  'local/team/app@latest',
  'local/team/app@sha256:abc',
  'registry.example.com/team/app:1.0',
  'local/team/../app:1.0',
  'local/team/app:1.0<script>',
])('“%s” is no address', (text) => {
  expect(parseImageAddress(text)).toBeNull()
})

test.each([image, { ...image, reference: digest }])('what is written is what the API reads', (address) => {
  const written = formatImageAddress(address)
  expect(ImageAddress.parse(written)).toEqual(address)
  expect(parseImageAddress(written)).toEqual(address)
  expect(parseImageAddress(readableImageAddress(address))).toEqual(address)
})
