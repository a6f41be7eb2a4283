const PART_CHARS = 262_144

/** The lines as parts of a file. What is a part already is no text of the page any more, so that the whole is never encoded at once. */
export function* filePartsOf(lines: Iterable<string>): Generator<void, Blob[]> {
  const parts: Blob[] = []
  let pending: string[] = []
  let chars = 0
  for (const line of lines) {
    pending.push(line)
    chars += line.length
    if (chars >= PART_CHARS) {
      parts.push(new Blob(pending))
      pending = []
      chars = 0
    }
    yield
  }
  parts.push(new Blob(pending))
  return parts
}
