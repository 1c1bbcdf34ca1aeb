'use client'
import { useTranslations } from 'use-intl'
import { CodeLine } from '#components/ui/code-line.tsx'

const REFERENCE = '$' + '{MY_REGISTRY_PASSWORD}'

/** What to write to portolan.yaml to open a registry of one's own. */
export function ConfigurationSnippet() {
  const t = useTranslations('registries')
  const yaml = [
    'registries:',
    '  - id: mine',
    `    name: ${t('snippetName')}`,
    '    url: https://registry.example.com',
    `    auth: { username: ci, password: ${REFERENCE} }`,
  ].join('\n')
  return <CodeLine code={yaml} copyLabel={t('copySnippet')} />
}
