import { describe, expect, test } from 'vitest'
import { mistakesOf, one, write } from './config-under-test.ts'

describe('a mistake in the file is told by file, line and key', () => {
  test.each([
    ['an empty file', '', 'portolan.yaml:1: is empty: it needs a list "registries:"'],
    ['only a comment', '# nothing\n', 'portolan.yaml:1: is empty: it needs a list "registries:"'],
    ['another root', '- a\n', 'portolan.yaml:1: must be a map of keys and values'],
    ['no list', 'registries: {}\n', 'portolan.yaml:1: registries: must be a list, each item after "- "'],
    [
      'an unknown key at the root',
      'registry: []\nregistries: []\n',
      'portolan.yaml:1: registry: is not a known key (did you mean "registries"?)',
    ],
    [
      'an unknown key',
      one('    naem: x\n'),
      'portolan.yaml:4: registries[0].naem: is not a known key (did you mean "name"?)',
    ],
    [
      'an unknown key of auth',
      one('    auth: { user: x, password: y }\n'),
      'portolan.yaml:4: registries[0].auth.user: is not a known key\nportolan.yaml:4: registries[0].auth.username: is missing',
    ],
    [
      'a protection without tags, and a key of it that nobody knows',
      one('protect:\n  - repositry: x\n'),
      'portolan.yaml:5: protect[0].tags: is missing\nportolan.yaml:5: protect[0].repositry: is not a known key (did you mean "repository"?)',
    ],
    [
      'a protection of one tag that is no list',
      one('protect:\n  - tags: latest\n'),
      'portolan.yaml:5: protect[0].tags: must be a list, each item after "- "',
    ],
    [
      'a glob with a space',
      one("protect:\n  - tags:\n      - 'a b'\n"),
      'portolan.yaml:6: protect[0].tags[0]: must not contain spaces or control characters',
    ],
    ...[
      ['name: x\n', 'rules', 'is missing'],
      ['rules: []\n', 'rules', 'must have at least one rule'],
      [
        'rules: [{ name: a, keep: { newest: { count: many } } }]\n',
        'rules[0].keep.newest.count',
        'must be a number',
      ],
      [
        'rules: [{ name: a, keep: { newst: { count: 1 } } }]\n',
        'rules[0].keep.newst',
        'is not a known key (did you mean "newest"?)',
      ],
      [
        'rules: [{ name: a, keep: { within: { created: old } } }]\n',
        'rules[0].keep.within.created',
        'must be a time such as 12h, 30d or 1y',
      ],
      ['rules: [{ name: a, select: { regex: "(" } }]\n', 'rules[0].select.regex', 'missing closing ): `(`'],
      [
        'rules: [{ name: a, select: { tags: x } }]\n',
        'rules[0].select.tags',
        'must be a list, each item after "- "',
      ],
      [
        'rules: [{ name: a }], schedule: { cron: "0 3 * *" }\n',
        'schedule.cron',
        'is no schedule of five fields such as 0 3 * * 1',
      ],
      [
        'rules: [{ name: a }], schedule: { cron: "0 3 * * *", timezone: Mars }\n',
        'schedule.timezone',
        'is no time zone such as UTC or Europe/Berlin',
      ],
      ['rules: [{ name: a }], mode: remove\n', 'mode', 'must be dry-run or delete'],
    ].map(([text = '', key = '', message = '']): [string, string, string] => [
      `a policy with ${text.trim()}`,
      one(`policies:\n  - { id: p, ${text.startsWith('name') ? '' : 'name: p, '}${text.trim()} }\n`),
      `portolan.yaml:5: policies[0].${key}: ${message}`,
    ]),
    [
      'a policy whose id is taken',
      one(
        'policies:\n  - { id: p, name: p, rules: [{ name: a }] }\n  - { id: p, name: q, rules: [{ name: a }] }\n',
      ),
      'portolan.yaml:6: policies[1].id: "p" is taken by the policy on line 5',
    ],
    ...[
      ['tags: { semver: newest }', 'tags.semver', 'is no range of versions such as >=1.2 <2'],
      ['schedule: { cron: every day }', 'schedule.cron', 'is no schedule of five fields such as 0 3 * * 1'],
      ['deleteVanished: perhaps', 'deleteVanished', 'must be true or false'],
      ['deleteVanishd: true', 'deleteVanishd', 'is not a known key (did you mean "deleteVanished"?)'],
      ['platforms: [linux]', 'platforms[0]', 'is no platform such as linux/amd64'],
    ].map(([text = '', key = '', message = '']): [string, string, string] => [
      `a mirror with ${text}`,
      one(
        `mirrors:\n  - { id: m, name: m, from: { registry: one, repositories: [a] }, to: { registry: one, prefix: b/ }, ${text} }\n`,
      ),
      `portolan.yaml:5: mirrors[0].${key}: ${message}`,
    ]),
    ...[
      ['targets: [one/a]', 'targets', 'must name at least two targets'],
      ['targets: [one/a, one/a]', 'targets', 'must not name a target twice'],
      ['targets: [one/a, one/b/*]', 'targets', 'must all end with *, or none of them'],
      ['targets: [one/a, one/B]', 'targets[1]', 'is no target such as registry/team/app'],
      ['targets: [one/a, one]', 'targets[1]', 'is no target such as registry/team/app'],
      ["targets: [one/a, one/b], q: '(', match: regex", 'q', 'missing closing ): `(`'],
      ['targets: [one/a, one/b], q: newest, match: version', 'q', 'is no range of versions such as >=1.2 <2'],
      ['targets: [one/a, one/b], match: fuzzy', 'match', 'must be text or glob or regex or version'],
      ['targets: [one/a, one/b], expect: all', 'expect', 'must be same or no-differences'],
      ['targets: [one/a, one/b], ignoreIndexes: perhaps', 'ignoreIndexes', 'must be true or false'],
      [
        'targets: [one/a, one/b], schedule: { cron: daily }',
        'schedule.cron',
        'is no schedule of five fields such as 0 3 * * 1',
      ],
      [
        "targets: [one/a, one/b], schedule: { cron: '0 3 * * *', timezone: Nowhere }",
        'schedule.timezone',
        'is no time zone such as UTC or Europe/Berlin',
      ],
      ['targets: [one/a, one/b], expct: same', 'expct', 'is not a known key (did you mean "expect"?)'],
    ].map(([text = '', key = '', message = '']): [string, string, string] => [
      `a comparison with ${text}`,
      one(`comparisons:\n  - { id: c, name: c, ${text} }\n`),
      `portolan.yaml:5: comparisons[0].${key}: ${message}`,
    ]),
    ['a key twice', one('    url: http://x\n'), 'portolan.yaml:4: url: this key is there twice'],
    [
      'a line too far to the left',
      'registries:\n  - id: a\n   url: http://x\n',
      'portolan.yaml:3: is not valid YAML: the indentation does not fit the lines above',
    ],
    [
      'a line too far to the right',
      'registries:\n  - id: a\n      url: http://x\n',
      'portolan.yaml:2: is not valid YAML: ": " is missing here, or the indentation of line 3 does not fit',
    ],
    [
      'an item whose keys stand under its dash',
      'registries:\n  - id: a\n  url: http://x\n',
      'portolan.yaml:3: is not valid YAML: the indentation does not fit the lines above',
    ],
    [
      'no space behind a colon',
      'registries:\n  - id:a\n    url: http://x\n',
      'portolan.yaml:2: is not valid YAML: ": " is missing here, or the indentation of line 3 does not fit',
    ],
    [
      'a value with a colon',
      one('    name: a: b\n'),
      'portolan.yaml:4: is not valid YAML: a value with ": " in it must be in quotes',
    ],
    [
      'a quote that is never closed',
      one('    name: "a\n'),
      'portolan.yaml:5: is not valid YAML: a quote or bracket further up is never closed',
    ],
    [
      'a duplicate id',
      `${one('')}  - id: one\n    url: http://s\n`,
      'portolan.yaml:4: registries[1].id: "one" is taken by the registry on line 2',
    ],
    [
      'a bad id',
      'registries:\n  - id: Bad_Id\n    url: http://x\n',
      'portolan.yaml:2: registries[0].id: must be a slug: lower-case letters, digits and dashes, at most 63',
    ],
    ['no id', 'registries:\n  - url: http://x\n', 'portolan.yaml:2: registries[0].id: is missing'],
    [
      'another scheme',
      'registries:\n  - id: a\n    url: ftp://x\n',
      'portolan.yaml:3: registries[0].url: is not an http(s) URL',
    ],
    [
      'a query',
      'registries:\n  - id: a\n    url: http://x/?y\n',
      'portolan.yaml:3: registries[0].url: must not carry a query or a fragment',
    ],
    ['no URL', 'registries:\n  - id: a\n    url:\n', 'portolan.yaml:3: registries[0].url: is missing'],
    [
      'an unset variable',
      one(`    auth:\n      username: ci\n      password: \${NOPE}\n`),
      `portolan.yaml:6: registries[0].auth.password: \${NOPE} is not set in the environment`,
    ],
    [
      'a time without unit',
      one('    syncEvery: 15\n'),
      'portolan.yaml:4: registries[0].syncEvery: must be a time between 10s and 7d, such as 30s, 15m or 1h, or off',
    ],
    [
      'a time too short',
      one('    syncEvery: 1s\n'),
      'portolan.yaml:4: registries[0].syncEvery: must be a time between 10s and 7d, such as 30s, 15m or 1h, or off',
    ],
    [
      'a budget of nothing',
      one('    requestsPerMinute: 0\n'),
      'portolan.yaml:4: registries[0].requestsPerMinute: must be a number from 1 to 100000',
    ],
    [
      'a flag that is none',
      one('    readOnly: maybe\n'),
      'portolan.yaml:4: registries[0].readOnly: must be true or false',
    ],
    [
      'a repository that is none',
      one('    repositories:\n      - ok\n      - No/Way\n'),
      'portolan.yaml:6: registries[0].repositories[1]: is not a repository name',
    ],
    [
      'both kinds of password',
      one('    auth: { username: a, password: b, passwordFile: c }\n'),
      'portolan.yaml:4: registries[0].auth.passwordFile: stands beside password: keep one of them',
    ],
    [
      'no password',
      one('    auth: { username: a }\n'),
      'portolan.yaml:4: registries[0].auth.password: is missing (or passwordFile)',
    ],
    [
      'no user name',
      one('    auth: { password: b }\n'),
      'portolan.yaml:4: registries[0].auth.username: is missing',
    ],
    [
      'a password and an identity token',
      one('    auth: { username: a, password: b, identityToken: c }\n'),
      'portolan.yaml:4: registries[0].auth.identityToken: stands beside password: keep one of them',
    ],
    [
      'an identity token with a user name',
      one('    auth: { username: a, identityToken: c }\n'),
      'portolan.yaml:4: registries[0].auth.username: does not belong to identityToken: leave it out',
    ],
    [
      'a file with an identity token that is not there',
      one('    auth: { identityTokenFile: nope }\n'),
      'portolan.yaml:4: registries[0].auth.identityTokenFile: the file does not exist',
    ],
    [
      'a password file that is not there',
      one('    auth: { username: a, passwordFile: nope }\n'),
      'portolan.yaml:4: registries[0].auth.passwordFile: the file does not exist',
    ],
    [
      'a CA that is not there',
      one('    tls:\n      caFile: nope\n'),
      'portolan.yaml:5: registries[0].tls.caFile: the file does not exist',
    ],
    [
      'a CA that is no certificate',
      one('    tls: { caFile: portolan.yaml }\n'),
      'portolan.yaml:4: registries[0].tls.caFile: the file is not a certificate in PEM form',
    ],
    [
      'a public host with a scheme',
      one('    publicHost: https://x\n'),
      'portolan.yaml:4: registries[0].publicHost: is not a host such as registry.example.com or registry.example.com:5000',
    ],
    ['tabs', 'registries:\n\t- id: a\n', 'portolan.yaml:2: tabs cannot indent YAML: use spaces'],
    [
      'two documents',
      `${one('')}---\na: 1\n`,
      'portolan.yaml:4: holds several YAML documents: there must be one',
    ],
  ])('%s', async (_, text, message) => {
    write(text)
    expect((await mistakesOf()).join('\n')).toBe(message)
  })

  test('a file that PORTOLAN_CONFIG names must be there', async () => {
    expect(await mistakesOf({ PORTOLAN_CONFIG: 'my.yaml' })).toEqual(['my.yaml: does not exist'])
  })

  test('several are told at once, those of the environment first, then line by line', async () => {
    write(
      'registries:\n  - id: a\n    url: x\n    typ: zot\n  - id: a\n    url: http://y\n    syncEvery: no\n',
    )
    const places = (await mistakesOf({ PORT: 'x' })).map((line) => line.split(': ').slice(0, 2).join(' '))
    expect(places).toEqual([
      'environment PORT',
      'portolan.yaml:3 registries[0].url',
      'portolan.yaml:4 registries[0].typ',
      'portolan.yaml:5 registries[1].id',
      'portolan.yaml:7 registries[1].syncEvery',
    ])
  })
})

describe('no secret is ever in a message', () => {
  const secret = 'hunter2-s3cret'
  test.each([
    ['credentials in the URL', `registries:\n  - id: a\n    url: https://ci:${secret}@h/\n`],
    ['a password in the wrong place', one(`    password: ${secret}\n`)],
    ['a password that is a map', one(`    auth: { username: a, password: { x: ${secret} } }\n`)],
    ['broken quoting', one(`    auth: { username: a, password: "${secret} }\n`)],
    ['a stray colon', one(`    auth:\n      username: a\n      password: x: ${secret}\n`)],
    ['a broken indentation', one(`    auth:\n      username: a\n     password: ${secret}\n`)],
    ['an alias that is not there', one(`    auth: { username: a, password: *${secret} }\n`)],
    ['a password after a percent sign', one(`    auth: { username: a, password: %${secret} }\n`)],
    ['a value for a user name', one(`    auth: { username: "a:b", password: "\${SECRET}" }\n`)],
  ])('%s', async (_, text) => {
    write(text)
    expect((await mistakesOf({ SECRET: secret })).join('\n')).not.toContain(secret)
  })
})
