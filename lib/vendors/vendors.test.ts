import { expect, test } from 'vitest'
import { vendorOf } from './vendors.ts'

test.each([
  ['https://registry-1.docker.io', 'dockerhub'],
  ['https://1.dkr.ecr.eu-west-1.amazonaws.com', 'ecr'],
  ['https://1.dkr.ecr.eu-west-1.amazonaws.com.attacker.example', 'generic'],
  ['https://notghcr.io', 'generic'],
  ['https://team.azurecr.io', 'acr'],
])('%s is %s', (url, type) => {
  expect(vendorOf('auto', url).type).toBe(type)
})

test('what is configured stands over what the host looks like', () => {
  expect(vendorOf('harbor', 'https://registry-1.docker.io').type).toBe('harbor')
})

test('a registry on a host of nobody is known by how it answers', () => {
  expect(vendorOf('auto', 'http://127.0.0.1:5000', { version: 'registry/2.0', server: 'zot/2.1' }).type).toBe(
    'zot',
  )
})
