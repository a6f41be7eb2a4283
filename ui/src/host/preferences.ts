/** What a browser remembers of its user. In a frame on another site storage is closed: then nothing is remembered, and nothing breaks. */
export function readPreference(name: string): string | undefined {
  try {
    return localStorage.getItem(`switchyard.${name}`) ?? undefined
  } catch {
    return undefined
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`switchyard.${name}`, value)
  } catch {
    // See above.
  }
}
