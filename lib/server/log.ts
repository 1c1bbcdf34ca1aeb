import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino'
import { isQueryError } from './store-failure.ts'

/**
 * An error for the log. Drizzle writes the values of a failed query into the message; among them may be password hashes
 * and sealed credentials, so that only the statement and the database's own words are kept.
 */
export function serializeError(error: Error): unknown {
  if (!isQueryError(error)) return stdSerializers.err(error)
  const { query, cause, stack } = error
  return {
    type: 'DrizzleQueryError',
    message: 'Failed query',
    query,
    cause: cause instanceof Error ? stdSerializers.err(cause) : undefined,
    stack: stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n'),
  }
}

/** The log of a process, as JSON lines. `level` is one of pino's. */
export function createLog(level = 'info', destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: serializeError },
    redact: {
      paths: ['*.password', '*.authorization', '*.cookie', 'password', 'authorization', 'cookie'],
      censor: '[hidden]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
