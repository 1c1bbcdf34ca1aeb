import { Problem, type ProblemCode, problemCodes } from '#lib/api/problem.ts'

/**
 * What can go wrong in front of our own API as well: `offline`, no answer came; `unexpected_answer`, what came was
 * not Portolan's (a proxy's page, say).
 */
export const clientProblemCodes = [...problemCodes, 'offline', 'unexpected_answer'] as const
export type ClientProblemCode = ProblemCode | 'offline' | 'unexpected_answer'
export type ClientProblem = Omit<Problem, 'code'> & { readonly code: ClientProblemCode }

export const isProblemCode = (code: string | null): code is ProblemCode =>
  problemCodes.some((known) => known === code)

/** The one error of `call`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: ClientProblem

  constructor(problem: ClientProblem, cause?: unknown) {
    super(`${problem.code}: ${problem.detail}`, { cause })
    this.problem = problem
  }
}

/** Any thrown value as a problem, so that whoever shows it has one case. Never throws. */
export function problemOf(error: unknown): ClientProblem {
  if (error instanceof ProblemError) return error.problem
  return clientProblem('internal', 0, error instanceof Error ? error.message : String(error))
}

export const clientProblem = (code: ClientProblemCode, status: number, detail: string): ClientProblem => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail,
  requestId: '',
})

/** Reads an answer that is not a success: ours, or whatever stood between us and the server. Never throws. */
export async function readProblem(response: Response): Promise<ClientProblem> {
  const json: unknown = await response.json().catch(() => null)
  const parsed = Problem.safeParse(json)
  if (parsed.success) return parsed.data
  return clientProblem(
    'unexpected_answer',
    response.status,
    `${response.status} ${response.statusText}`.trim(),
  )
}
