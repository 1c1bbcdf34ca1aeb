import { expect, test } from 'vitest'
import { attachmentHeaders } from './attachment.ts'

test('is a download that no browser runs, whatever its type', () => {
  const headers = attachmentHeaders('page.html', 'text/html')
  expect(headers['content-disposition']).toBe('attachment; filename="page.html"')
  expect(headers['content-security-policy']).toContain('sandbox')
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test.each(['text/html\r\nset-cookie: a=b', 'nonsense', '', 'a/b; c="\u0000"', 'é/b'])(
  'a type that is none (%j) becomes octets',
  (type) => expect(attachmentHeaders('x', type)['content-type']).toBe('application/octet-stream'),
)

test.each(['application/vnd.oci.image.manifest.v1+json', 'text/plain; charset=utf-8'])('keeps %s', (type) =>
  expect(attachmentHeaders('x', type)['content-type']).toBe(type),
)

test.each(['a"b\r\nset-cookie: x', '../../etc/passwd', '이미지.tar', '\ud800', '', 'x'.repeat(5000)])(
  'a hostile name cannot leave the header (case %#)',
  (name) => {
    const value = attachmentHeaders(name, 'text/plain')['content-disposition'] ?? ''
    expect(value).toMatch(/^attachment; filename="[\w.@+=-]{1,200}"(?:; filename\*=UTF-8''[\w.~!%-]+)?$/)
    expect(() => new Headers({ 'content-disposition': value })).not.toThrow()
  },
)
