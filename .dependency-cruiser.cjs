/** The import zones of ARCHITECTURE.md: imports go one way. */
const zone = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: {
    path: from,
    pathNot: ['\\.test\\.tsx?$', '\\.(contract|interop)\\.ts$', '^lib/registry/(contract|testing)/'],
  },
  to: { path: '^(app|components|lib|e2e|scripts)/', pathNot: allowed },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    zone(
      'components-zone',
      '^components/',
      ['^components/', '^lib/(client|api)/'],
      'components → client, api',
    ),
    zone('client-zone', '^lib/client/', ['^lib/(client|api)/'], 'client → api'),
    zone('api-zone', '^lib/api/', ['^lib/api/'], 'api imports nothing of ours'),
    zone('registry-zone', '^lib/registry/', ['^lib/registry/'], 'registry → zod and undici only'),
    zone('embedded-zone', '^lib/embedded/', ['^lib/(embedded|registry)/'], 'embedded → registry'),
    zone(
      'engines-zone',
      '^lib/(vendors|engines)/',
      ['^lib/(vendors|engines|registry)/'],
      'vendors, engines → registry',
    ),
    zone(
      'server-zone',
      '^lib/server/',
      ['^lib/(server|api|engines|vendors|registry|embedded)/'],
      'server → api, engines, vendors, registry',
    ),
    zone(
      'app-zone',
      '^app/',
      ['^app/', '^components/', '^lib/(client|server|api)/'],
      'app → components, client, server, api',
    ),
    {
      name: 'registry-npm',
      severity: 'error',
      comment: 'the protocol client has no framework: zod, undici and node only',
      from: { path: '^lib/registry/', pathNot: ['\\.test\\.ts$', '^lib/registry/(contract|testing)/'] },
      to: { path: 'node_modules', pathNot: 'node_modules/(zod|undici|@types/node)/' },
    },
    {
      name: 'ui-has-no-domain',
      severity: 'error',
      comment: 'components/ui are primitives without domain words',
      from: { path: '^components/ui/' },
      to: { path: '^(components/(?!ui/)|lib/)' },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      comment:
        'one folder per feature; features do not import each other (ui, frame and shared domain pieces excepted)',
      from: { path: '^components/(?!ui/|shared/|frame/)([^/]+)/' },
      to: { path: '^components/', pathNot: ['^components/(ui|shared|frame)/', '^components/$1/'] },
    },
  ],
  options: {
    // TypeScript 7 has no API that it could use.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
