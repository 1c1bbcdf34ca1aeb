import compile from 'icu-minify/compile'

type Tree = { readonly [key: string]: string | Tree }

/**
 * Messages as `use-intl/format-message/format-only` takes them: read already, so that no browser gets the parser of ICU
 * messages. Throws for a message that is none.
 */
export const compileMessages = (tree: Tree): unknown =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      // A page is sent plain objects only: what the compiler makes has no prototype.
      typeof value === 'string' ? structuredClone(compile(value)) : compileMessages(value),
    ]),
  )
