import type { RegistryHook } from '#lib/api/hooks.ts'

export const hookSenders = ['distribution', 'harbor', 'zot', 'dockerhub'] as const
export type HookSender = (typeof hookSenders)[number]

/** What to enter where, for each kind of registry. Words in it are names of settings, the same in every language. */
export function hookSnippet(sender: HookSender, { url, token }: Pick<RegistryHook, 'url' | 'token'>): string {
  switch (sender) {
    case 'distribution':
      return [
        'notifications:',
        '  endpoints:',
        '    - name: portolan',
        `      url: ${url}`,
        '      headers:',
        `        Authorization: [${JSON.stringify(`Bearer ${token}`)}]`,
        '      timeout: 1s',
        '      threshold: 5',
        '      backoff: 10s',
      ].join('\n')
    case 'harbor':
      return JSON.stringify(
        {
          name: 'portolan',
          enabled: true,
          event_types: ['PUSH_ARTIFACT', 'PULL_ARTIFACT', 'DELETE_ARTIFACT'],
          targets: [{ type: 'http', address: url, auth_header: `Bearer ${token}` }],
        },
        null,
        2,
      )
    case 'zot':
      return JSON.stringify(
        {
          extensions: {
            events: {
              enable: true,
              sinks: [
                {
                  type: 'http',
                  address: url,
                  timeout: '5s',
                  credentials: { username: 'portolan', password: token },
                },
              ],
            },
          },
        },
        null,
        2,
      )
    case 'dockerhub':
      // It sends nothing but what stands in the address.
      return `${url}?token=${encodeURIComponent(token ?? '')}`
  }
}
