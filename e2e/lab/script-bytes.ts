import type { Page } from 'playwright'

/** Bytes that Chromium receives for scripts from now on, headers and compression included, and how many scripts there were. */
export async function watchScripts(page: Page): Promise<() => { bytes: number; count: number }> {
  const session = await page.context().newCDPSession(page)
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await session.send('Network.enable')
  return () => ({ bytes, count: scripts.size })
}
