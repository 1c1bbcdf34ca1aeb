import { expect, test } from 'vitest'
import { parseNextLink } from './link.ts'

test.each([
  ['</v2/_catalog?last=a&n=2>; rel="next"', '/v2/_catalog?last=a&n=2'],
  ['</v2/_catalog?last=a>; rel=next', '/v2/_catalog?last=a'],
  ['<https://r.example/v2/x?a=1,2>;rel="next"', 'https://r.example/v2/x?a=1,2'],
  ['</first>; rel="first", </next>; rel="next"', '/next'],
  ['</a>; title="x; rel=next"; rel=prev, </b>; rel="last next"', '/b'],
  ['</a>; title="quo\\"te, <b>"; REL="NEXT"', '/a'],
  ['</a>; rel="prev"', null],
  ['</a>', null],
  ['nonsense', null],
  ['</a>; rel=nextish', null],
  ['', null],
])('the next link of %s is %s', (header, next) => {
  expect(parseNextLink(header)).toBe(next)
})

test('links spread over several headers are read as one', () => {
  expect(parseNextLink(['</a>; rel="first"', '</b>; rel="next"'])).toBe('/b')
  expect(parseNextLink(undefined)).toBeNull()
})

test('a header of the greatest length is read in no time', () => {
  const begin = performance.now()
  parseNextLink(`</a>${'; x="\\"'.repeat(3_000)}`)
  parseNextLink('<a>;'.repeat(5_000))
  expect(performance.now() - begin).toBeLessThan(1_000)
})
