const known = new Map<string, boolean>()

/** Whether there is such a zone: the database computes with it. */
export function isZone(name: string): boolean {
  const seen = known.get(name)
  if (seen !== undefined) return seen
  const exists = canFormat(name)
  // Names come from outside.
  if (known.size < 1_000) known.set(name, exists)
  return exists
}

function canFormat(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    // A RangeError says that there is none.
    return false
  }
}
