import type pg from 'pg'

/** What a search is measured on. */
export interface SearchFixture {
  /** Ids of registries that Portolan is configured with; the repositories are dealt out to them. */
  readonly registries: readonly string[]
  readonly tags?: number
  readonly repositories?: number
}

const tagsAtOnce = 50_000
const services = `array['api','web','worker','payments','billing','gateway','auth','scheduler','frontend','backend',
  'postgres','redis','nginx','kafka','grafana','prometheus','notifier','importer','exporter','search']`
const namespaces = `array['team','platform','infra','mobile','data','library','mirror','security','checkout','research']`

/**
 * Fills the index with tags as registries have them (versions, builds by commit, dates, moving tags), each on an image of its
 * own, a fifth of them with labels. Writes SQL into the store directly: through the API of a registry it would take hours.
 * Returns how many seconds the tags took, with all indexes kept up.
 */
export async function fillSearchFixture(
  pool: pg.Pool,
  fixture: SearchFixture,
): Promise<{ tagSeconds: number }> {
  const { registries, tags = 1_000_000, repositories = 20_000 } = fixture
  await pool.query(
    `INSERT INTO registry_states (registry_id, catalog_listed_at) SELECT unnest($1::text[]), now()
     ON CONFLICT (registry_id) DO UPDATE SET catalog_listed_at = now()`,
    [registries],
  )
  await pool.query(
    `INSERT INTO repositories (registry_id, name, source, tags_listed_at, tag_count, last_pushed_at)
     SELECT ($1::text[])[1 + i % array_length($1::text[], 1)], ${repositoryName}, 'catalog', now(), $3::int / $2::int,
       now() - i * interval '1 minute'
     FROM generate_series(0, $2::int - 1) AS i ON CONFLICT DO NOTHING`,
    [registries, repositories, tags],
  )
  let tagSeconds = 0
  for (let from = 0; from < tags; from += tagsAtOnce) {
    const to = Math.min(from + tagsAtOnce, tags) - 1
    await pool.query(
      `INSERT INTO manifests (digest, media_type, size_bytes, bytes, kind, total_size, created_at, created_source, platforms, is_complete)
       SELECT ${digest}, 'application/vnd.oci.image.manifest.v1+json', 2, '\\x7b7d', 'image', 10000000 + n * 7, now() - n * interval '20 seconds',
         'config', '[{"os":"linux","architecture":"amd64","variant":null,"osVersion":null}]', true
       FROM generate_series($1::int, $2::int) AS n ON CONFLICT DO NOTHING`,
      [from, to],
    )
    const startedAt = performance.now()
    await pool.query(
      `INSERT INTO tags (registry_id, repository, name, version_key, digest, seen_at, checked_at)
       SELECT ($1::text[])[1 + i % array_length($1::text[], 1)], ${repositoryName}, ${tagName}, ${tagName}, ${digest}, now(), now()
       FROM (SELECT n, n % $4::int AS i, n / $4::int AS j FROM generate_series($2::int, $3::int) AS n) AS t
       ON CONFLICT DO NOTHING`,
      [registries, from, to, repositories],
    )
    tagSeconds += (performance.now() - startedAt) / 1000
    await pool.query(
      `INSERT INTO manifest_labels (manifest_digest, source, key, value)
       SELECT ${digest}, pair.source, pair.key, pair.value
       FROM (SELECT n, n % $3::int AS i FROM generate_series($1::int, $2::int) AS n WHERE n % 5 = 0) AS t,
       LATERAL (VALUES
         ('label', 'team', 'squad-' || (i % 300)),
         ('label', 'org.opencontainers.image.vendor', 'Example ' || (${services})[1 + i % 20] || ' GmbH'),
         ('label', 'org.opencontainers.image.revision', encode(sha256(('r' || n)::bytea), 'hex')),
         ('label', 'org.opencontainers.image.source', 'https://git.example.com/' || ${repositoryName}),
         ('annotation', 'org.opencontainers.image.base.name', 'docker.io/library/' || (array['alpine:3.20','debian:12','ubuntu:24.04'])[1 + n % 3])
       ) AS pair(source, key, value) ON CONFLICT DO NOTHING`,
      [from, to, repositories],
    )
  }
  for (const table of [
    'tags',
    'repositories',
    'manifests',
    'tag_names',
    'search_words',
    'label_texts',
    'manifest_labels',
  ])
    await pool.query(`VACUUM (ANALYZE) ${table}`)
  return { tagSeconds }
}

const digest = `'sha256:' || encode(sha256(n::text::bytea), 'hex')`
const repositoryName = `(${namespaces})[1 + i / 20 % 10] || '/' || (${services})[1 + i % 20] || CASE WHEN i < 200 THEN '' ELSE '-' || (i / 200) END`
const version = `(1 + i % 7) || '.' || (j % 20) || '.' || (i / 7 % 40)`
const tagName = `CASE
  WHEN j = 0 THEN 'latest' WHEN j < 16 THEN ${version} WHEN j < 20 THEN 'v' || ${version} || '-alpine'
  WHEN j < 38 THEN 'build-' || substr(encode(sha256(('c' || n)::bytea), 'hex'), 1, 9)
  WHEN j < 43 THEN to_char(date '2024-01-01' + (n % 900), 'YYYYMMDD') || '-' || (n % 24) WHEN j = 43 THEN 'nightly'
  WHEN j = 44 THEN 'stable' WHEN j < 47 THEN ${version} || '-rc.' || (j - 44)
  WHEN j = 47 THEN 'pr-' || (n % 9000) ELSE 'sha-' || encode(sha256(('s' || n)::bytea), 'hex') END`

export interface SearchQuestion {
  readonly kind: string
  readonly q: string
}

/** What people type, letter by letter at times: a few hundred queries of every kind, the same on every run. */
export function searchQuestions(): SearchQuestion[] {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'exact repository': [
      'team/api',
      'library/nginx',
      'payments',
      'grafana',
      'infra/kafka-17',
      'mobile/web-88',
      'auth',
    ],
    'exact tag': ['latest', 'nightly', 'stable', '1.2.3', '7.0.1', '4.12.33', 'pr-1234'],
    typing: [
      'p',
      'pa',
      'pay',
      'paym',
      'payme',
      'paymen',
      'payment',
      'n',
      'ng',
      'ngi',
      'ngin',
      'l',
      'la',
      'lat',
      'late',
    ],
    prefix: [
      'post',
      'prom',
      'sched',
      'check',
      'build-',
      'build-a',
      '2024',
      '202411',
      'sha-',
      'v1.2',
      'night',
      '1.1',
    ],
    substring: [
      'thanos',
      'metheus',
      'yments',
      'ackend',
      'pine',
      'uild',
      'cdef',
      'lpine',
      'eway',
      '-rc',
      'rc.1',
      'api-9',
    ],
    'two letters': ['ap', 'we', 'rc', 'v1', 'da', 'xz', 'qq', '1.', '-a', '99'],
    'common trigram': ['1.2', '2.1', 'bui', 'lat', 'sha', '202', 'alp', 'api', 'web', '-1-', '0.0'],
    typo: [
      'ngnix',
      'latst',
      'paymnets',
      'postgers',
      'grafna',
      'promethues',
      'nigthly',
      'alpnie',
      'gatway',
      'sheduler',
      'bulid',
    ],
    'several words': [
      'api latest',
      'payments 1.2',
      'team web nightly',
      'nginx alpine',
      'billing rc',
      'one api',
      'infra kafka stable',
    ],
    reference: [
      'api:latest',
      'team/api:1.0.0',
      'library/nginx:latest',
      'docker pull registry.example.com/platform/redis:stable',
      'FROM nginx:nightly',
      'one/team/api:latest',
      'checkout/search-90:2',
    ],
    digest: digestQuestions(),
    label: [
      'team=squad-7',
      'label:team=squad-123',
      'squad-42',
      'vendor=example',
      'git.example.com/team',
      'label:source',
      'GmbH',
      'annotation:base',
    ],
    'base image': ['base:alpine:3.20', 'base:debian', 'ubuntu:24.04', 'base:nginx:latest'],
    'no hit': [
      'zzzzzz',
      'qwxyzv',
      'nothing-like-this',
      '9.99.999',
      'team/none:1',
      'label:no=such',
      'deadbeefdeadbeef',
      'xylophone',
    ],
    hostile: [
      '%',
      '_',
      '%%%',
      '\\',
      "' OR 1=1 --",
      '한국어',
      '🚀',
      'a'.repeat(256),
      '%_%_%_%',
      '../../etc',
      'a b c d e f g h',
      '-',
    ],
  }
  return Object.entries(kinds).flatMap(([kind, queries]) => queries.map((q) => ({ kind, q })))
}

/** Beginnings of what `sha256('0')` and its like are: digests of the fixture. */
function digestQuestions(): string[] {
  const one = '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b'
  return [
    `sha256:${one}`,
    one,
    one.slice(0, 12),
    one.slice(0, 7),
    'sha256:6b86',
    'sha256:d4735e3a',
    'e3b0c442',
    '4e07408562',
  ]
}
