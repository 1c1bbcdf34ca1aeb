import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { passwordFromInput, UsageError } from '#lib/server/auth/users-command.ts'

/** Somebody pressed Ctrl-C or Ctrl-D where a password was asked for. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** Asked twice on a terminal, where nothing of it is shown; otherwise what standard input holds. Throws `UsageError`. */
export async function askPassword(username: string): Promise<string> {
  if (!process.stdin.isTTY) return passwordFromInput(await text(process.stdin))
  const first = await askHidden(`Password for ${username}: `)
  if (first === '') throw new UsageError('a password has at least one character')
  if ((await askHidden('Once more: ')) !== first) throw new UsageError('the two passwords differ')
  return first
}

/** readline edits the line, and what it would show of that goes nowhere. */
function askHidden(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_, __, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 })
  // Only now does the terminal show nothing of what is typed.
  process.stderr.write(question)
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => () => {
      process.stderr.write('\n')
      finish()
    }
    lines.once(
      'close',
      end(() => reject(new Cancelled('nothing was changed'))),
    )
    lines.once('line', (line) => {
      lines.removeAllListeners('close')
      lines.once(
        'close',
        end(() => resolve(line)),
      )
      lines.close()
    })
  })
}
