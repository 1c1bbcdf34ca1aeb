/** One mistake: where it is (`portolan.yaml:7`, or `environment`), under which key, and what is wrong in words. */
export interface ConfigMistake {
  readonly file: string
  /** 1-based; null where there is no line to name. */
  readonly line: number | null
  readonly key: string | null
  readonly message: string
}

const sentence = ({ file, line, key, message }: ConfigMistake) =>
  [line === null ? file : `${file}:${line}`, key, message]
    .filter((part) => part !== null && part !== '')
    .join(': ')

/**
 * Everything that is wrong with the configuration, one line a mistake, fit to be shown as it is.
 * Values never appear in it where they could be a secret.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly mistakes: readonly ConfigMistake[]

  constructor(mistakes: readonly ConfigMistake[]) {
    super(mistakes.map(sentence).join('\n'))
    this.mistakes = mistakes
  }
}

/** Bundlers may load a module twice, so that `instanceof` is not enough. */
export const isConfigError = (e: unknown): e is ConfigError =>
  e instanceof Error && e.name === 'ConfigError' && 'mistakes' in e
