import { mediaTypes } from '#lib/registry/media-types.ts'
import { daysAgo, timestamp } from './calendar.ts'
import { compressGzip, content, jsonContent } from './content.ts'
import { pack, text } from './layer.ts'
import { manifestOf } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'charts/portolan'

const releases = [
  { version: '0.4.1', appVersion: '1.4.2', daysAgo: 5 },
  { version: '0.4.0', appVersion: '1.4.0', daysAgo: 40 },
  { version: '0.3.2', appVersion: '1.3.7', daysAgo: 95 },
  { version: '0.4.2-beta.1', appVersion: '1.5.0-rc.1', daysAgo: 1 },
]

/** Helm charts as `helm push` writes them (helm.sh, "Registries"). */
export async function publishCharts(publisher: Publisher) {
  for (const { version, appVersion, daysAgo: days } of releases) {
    const builtAt = daysAgo(days)
    const metadata = {
      name: 'portolan',
      version,
      appVersion,
      apiVersion: 'v2',
      type: 'application',
      description: 'A console over container registries',
      home: 'https://portolan.example.com',
      sources: ['https://git.example.com/portolan/charts'],
      maintainers: [{ name: 'Team Quay', email: 'quay@example.com' }],
      kubeVersion: '>=1.29.0-0',
    }
    const yaml = Object.entries(metadata).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    const archive = await compressGzip(
      await pack(
        [
          text('portolan/Chart.yaml', `${yaml.join('\n')}\n`),
          text(
            'portolan/values.yaml',
            `replicaCount: 1\nimage:\n  repository: harbour/api\n  tag: "${appVersion}"\n`,
          ),
          text('portolan/templates/deployment.yaml', deployment),
          text('portolan/templates/NOTES.txt', `Portolan ${appVersion} is on its way.\n`),
        ],
        builtAt,
      ),
    )
    const manifest = manifestOf(
      jsonContent(mediaTypes.helmConfig, metadata),
      [content('application/vnd.cncf.helm.chart.content.v1.tar+gzip', archive)],
      {
        annotations: {
          'org.opencontainers.image.created': timestamp(builtAt),
          'org.opencontainers.image.description': metadata.description,
          'org.opencontainers.image.source': 'https://git.example.com/portolan/charts',
          'org.opencontainers.image.title': metadata.name,
          'org.opencontainers.image.version': version,
        },
      },
    )
    await publisher.publish(repository, manifest, [version])
  }
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicaCount }}
  template:
    spec:
      containers:
        - name: portolan
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`
