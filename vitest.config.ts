import { defineConfig } from 'vitest/config'

const node = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, environment: 'node', ...extra },
})

export default defineConfig({
  test: {
    projects: [
      node('unit', ['{lib,components,app,scripts,e2e/bench}/**/*.test.{ts,tsx}'], { testTimeout: 10_000 }),
      // Real registries on loopback; a port and a folder of their own for each suite.
      node('contract', ['lib/registry/contract/*.contract.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      node('interop', ['lib/registry/contract/*.interop.ts', 'lib/embedded/*.interop.ts'], {
        testTimeout: 300_000,
        hookTimeout: 900_000,
        fileParallelism: false,
      }),
      // The built application as a whole: start, kill -9, HTTP API.
      node('server', ['e2e/server/*.spec.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
})
