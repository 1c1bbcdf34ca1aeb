/**
 * How many letters are wrong, missing, too many or swapped with their neighbour (optimal string alignment); more than
 * `atMost` is told as `atMost + 1`.
 */
export function editDistance(a: string, b: string, atMost: number): number {
  if (Math.abs(a.length - b.length) > atMost) return atMost + 1
  let twoAbove: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > atMost) return atMost + 1
    twoAbove = above
    above = row
  }
  return Math.min(above[b.length] ?? 0, atMost + 1)
}

/** How many mistakes a word of this length may have and still be known. */
export const mistakesAllowed = (length: number) => (length < 4 ? 0 : length < 8 ? 1 : 2)

/** Of known words those that the misspelt one can have meant, the likeliest first; at most three. */
export function closestWords(word: string, known: readonly string[]): string[] {
  const atMost = mistakesAllowed(word.length)
  return known
    .map((candidate) => ({ candidate, distance: distanceToStart(word, candidate, atMost) }))
    .filter(({ distance }) => distance > 0 && distance <= atMost)
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Math.abs(a.candidate.length - word.length) - Math.abs(b.candidate.length - word.length),
    )
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** Whoever is still typing means the beginning: “postgras” is near “postgresql” too. */
function distanceToStart(word: string, candidate: string, atMost: number): number {
  const whole = editDistance(word, candidate, atMost)
  if (word.length < 5 || candidate.length <= word.length) return whole
  return Math.min(whole, editDistance(word, candidate.slice(0, word.length), atMost))
}
