/** What the scripts say, and how far a long step has come. */

const isTerminal = process.stdout.isTTY === true
const paint = (code, text) => (isTerminal && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text)
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const clearLine = '\r\u001b[2K'

export const bold = (text) => paint('1', text)
export const green = (text) => paint('32', text)
export const red = (text) => paint('31', text)

let redraw = () => undefined

const seconds = (sinceMs) => `${Math.round((Date.now() - sinceMs) / 1000)} s`

/** Writes something of another program's without spoiling the line that moves. */
export function passThrough(stream, chunk) {
  if (isTerminal) process.stdout.write(clearLine)
  stream.write(chunk)
  redraw()
}

/** Does one long step: a line that counts the seconds on a terminal, a plain line every ten seconds elsewhere. */
export async function step(title, work) {
  const startedAt = Date.now()
  let frame = 0
  redraw = () => {
    if (isTerminal)
      process.stdout.write(`${clearLine}${frames[frame % frames.length]} ${title} … ${seconds(startedAt)}`)
  }
  if (isTerminal) redraw()
  else console.log(`${title} …`)
  const timer = isTerminal
    ? setInterval(() => {
        frame++
        redraw()
      }, 100)
    : setInterval(() => console.log(`${title} … ${seconds(startedAt)}`), 10_000)
  const end = (mark) => {
    clearInterval(timer)
    redraw = () => undefined
    if (isTerminal) process.stdout.write(clearLine)
    console.log(`${mark} ${title} (${seconds(startedAt)})`)
  }
  try {
    const result = await work()
    end(green('✔'))
    return result
  } catch (error) {
    end(red('✘'))
    throw error
  }
}

/** A failure with a message for a person and no stack. */
export class Refusal extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Runs a script's main function; a refusal ends it with its message alone. */
export async function main(run) {
  try {
    await run()
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exit(error instanceof Refusal ? error.exitCode : 1)
  }
}
