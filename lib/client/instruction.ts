export interface Instruction {
  /** `RUN`, `COPY`…; null where the step does not say. */
  readonly keyword: string | null
  readonly text: string
}

const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/

/**
 * The Dockerfile instruction behind a `created_by`. The classic builder writes `/bin/sh -c #(nop)  CMD […]` for what ran
 * nothing and `/bin/sh -c …` for RUN; BuildKit appends `# buildkit`.
 */
export function instructionOf(createdBy: string): Instruction {
  const text = createdBy.replace(/\s*# buildkit\s*$/, '').trim()
  const nothing = /^\/bin\/sh -c #\(nop\)\s+/.exec(text)
  const rest = nothing ? text.slice(nothing[0].length) : text
  const named = keywords.exec(rest)
  if (named?.[1]) return { keyword: named[1], text: withoutShell(rest.slice(named[0].length)) }
  if (!nothing && text.startsWith('/bin/sh -c ')) return { keyword: 'RUN', text: withoutShell(text) }
  return { keyword: null, text: rest }
}

// `|2 A=1 B=2 /bin/sh -c …`: the arguments of the build stand before the shell; they are part of what ran, and stay.
const withoutShell = (text: string) => text.replace(/^\/bin\/sh -c\s+/, '').trim()
