export interface LoggedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
  readonly status: number
  readonly userAgent: string
}

/** The combined log format, as CNCF Distribution writes it to standard output. */
const combined =
  /^\S+ - \S+ \[[^\]]+\] "(?<method>[A-Z]+) (?<target>\S+) HTTP\/[\d.]+" (?<status>\d{3}) \S+ "[^"]*" "(?<agent>[^"]*)"/

/** Requests of an access log in order; lines that are no access log are left out. */
export function parseAccessLog(lines: readonly string[]): LoggedRequest[] {
  return lines.flatMap((line) => {
    const { method, target, status, agent } = combined.exec(line)?.groups ?? {}
    if (!method || !target || !status) return []
    const question = target.indexOf('?')
    return {
      method,
      path: question < 0 ? target : target.slice(0, question),
      query: question < 0 ? '' : target.slice(question),
      status: Number(status),
      userAgent: agent ?? '',
    }
  })
}
