/** Whether a platform (`linux/arm64/v8`) is among those that a choice (`linux/arm64`) means: what it leaves open may be anything. */
export function isPlatform(platform: string, choice: string): boolean {
  if (platform === choice) return true
  const [name = '', version = null] = splitVersion(platform)
  const [chosen = '', chosenVersion = null] = splitVersion(choice)
  if (chosenVersion !== null && chosenVersion !== version) return false
  return name === chosen || (chosen.split('/').length === 2 && name.startsWith(`${chosen}/`))
}

const splitVersion = (text: string) => text.split(/:(.*)/s, 2)
