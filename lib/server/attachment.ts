/**
 * For bytes that come out of a registry: always a download, never a page. Everything in an image is hostile, so that the
 * browser may neither guess another type nor run anything, whatever the content says it is.
 */
export function attachmentHeaders(filename: string, contentType: string): Record<string, string> {
  return {
    'content-type': isMediaType(contentType) ? contentType : 'application/octet-stream',
    'content-disposition': contentDisposition(filename),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
}

/** RFC 9110: one type and subtype, and parameters of plain characters. */
const isMediaType = (value: string) =>
  /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:; ?[\w!#$&^.+-]{1,64}=[\w!#$&^.+-]{1,64}){0,4}$/.test(value)

/** RFC 6266: a plain name for old readers, and the real one in RFC 8187's encoding where they differ. */
function contentDisposition(filename: string): string {
  const plain = filename.replaceAll(/[^\w.@+=-]/g, '_').slice(0, 200) || 'download'
  if (plain === filename || filename === '') return `attachment; filename="${plain}"`
  const encoded = encodeURIComponent(filename.toWellFormed().slice(0, 200).toWellFormed()).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
