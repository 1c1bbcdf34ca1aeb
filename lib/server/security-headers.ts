/**
 * Headers that depend on where the app is reached, and so cannot stand in next.config.js, which is read at build time.
 * The rest stands there. `publicUrl` is the configured public address.
 */
export const transportHeaders = (publicUrl: string): Record<string, string> =>
  new URL(publicUrl).protocol === 'https:' ? { 'strict-transport-security': 'max-age=31536000' } : {}
