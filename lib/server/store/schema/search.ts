import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { moment, textC } from './columns.ts'

/**
 * Names that tags have or had, in lower case, each once (or a few times: two writers may add it at the same moment,
 * and neither waits for the other). A trigger on `tags` adds to it. Pointers change with every push; an index of
 * trigrams over `tags` itself would be written anew each time.
 */
export const tagNames = pgTable('tag_names', { name: textC('name').notNull() }, (t) => [
  index('tag_names_name').on(t.name),
  index('tag_names_trigrams').using('gin', sql`${t.name} gin_trgm_ops`),
])

export type LabelSource = 'label' | 'annotation'

/** Labels of image configs and annotations of manifests, as far as they are searched. */
export const manifestLabels = pgTable(
  'manifest_labels',
  {
    manifestDigest: text('manifest_digest').notNull(),
    source: text('source').$type<LabelSource>().notNull(),
    key: textC('key').notNull(),
    value: textC('value').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.manifestDigest, t.source, t.key] }),
    index('manifest_labels_pair').on(t.key, t.value, t.source, t.manifestDigest),
  ],
)

/** Each pair of a key and a value once, as for `tag_names`, so that a label of 10,000 images is one row to look through. */
export const labelTexts = pgTable(
  'label_texts',
  {
    source: text('source').$type<LabelSource>().notNull(),
    key: textC('key').notNull(),
    value: textC('value').notNull(),
    /** The value and `key=value`, in lower case. */
    valueText: textC('value_text').notNull(),
    pairText: textC('pair_text').notNull(),
    /** A hash, say: found by how it begins, and nobody looks for the middle of one. */
    isOpaque: boolean('is_opaque').notNull(),
  },
  (t) => [
    index('label_texts_pair').on(t.key, t.value, t.source),
    index('label_texts_value').on(t.valueText),
    index('label_texts_pair_text').on(t.pairText),
    index('label_texts_trigrams').using('gin', sql`${t.pairText} gin_trgm_ops`).where(sql`not ${t.isOpaque}`),
  ],
)

/** Words of letters in names of repositories and tags and in labels: what a misspelt word can have meant. */
export const searchWords = pgTable('search_words', { word: textC('word').notNull() }, (t) => [
  index('search_words_word').on(t.word),
  index('search_words_trigrams').using('gin', sql`${t.word} gin_trgm_ops`),
])

/** Work over what was learned before search was there: how far it has come. */
export const searchBackfills = pgTable('search_backfills', {
  name: text('name').primaryKey(),
  /** The last digest that was looked at. */
  cursor: text('cursor').notNull().default(''),
  finishedAt: moment('finished_at'),
})
