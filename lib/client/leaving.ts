type Ask = (go: () => void) => void

let ask: Ask | null = null

/** Who leaves the page is asked first, until the returned function is called. */
export function askBeforeLeaving(asking: Ask): () => void {
  ask = asking
  return () => {
    if (ask === asking) ask = null
  }
}

/** Goes, or has somebody ask about it first. */
export const leave: Ask = (go) => (ask ? ask(go) : go())
