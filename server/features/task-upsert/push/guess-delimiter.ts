const DELIMITERS = [',', ';', '\t'] as const

/** The one that the first line has most of, outside of quotes. */
export function guessDelimiter(text: string): string {
  const counts = new Map<string, number>()
  let isQuoted = false
  for (const char of text.trimStart()) {
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === '\n' || char === '\r')) break
    else if (!isQuoted) counts.set(char, (counts.get(char) ?? 0) + 1)
  }
  const most = Math.max(...DELIMITERS.map((delimiter) => counts.get(delimiter) ?? 0))
  return DELIMITERS.find((delimiter) => (counts.get(delimiter) ?? 0) === most) ?? ','
}
