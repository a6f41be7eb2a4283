import { plainLine } from '../../../shared/plain-line.ts'

/** What Confluence takes. */
const MOST_UNITS = 255

interface Titled {
  readonly key: string
  readonly summary: string
}

/** The titles that an issue’s page may have, best first: the summary, then with the key behind it, then with a number too. */
export function titleOf({ key, summary }: Titled, attempt: number): string {
  const line = plainLine(summary, Number.MAX_SAFE_INTEGER)
  if (attempt === 0) return line === '' ? key : cut(line, MOST_UNITS)
  return withSuffix(line, attempt === 1 ? ` (${key})` : ` (${key}, ${attempt})`)
}

/** For the time until the title that it is to have is free. */
export function passingTitle({ key, summary }: Titled, attempt: number): string {
  return withSuffix(plainLine(summary, Number.MAX_SAFE_INTEGER), ` (${key}, being renamed ${attempt + 1})`)
}

export function isTitleOf(issue: Titled, title: string): boolean {
  if (title === titleOf(issue, 0) || title === titleOf(issue, 1)) return true
  const attempt = Number(/, ([1-9]\d{0,5})\)$/.exec(title)?.[1] ?? 0)
  return attempt > 1 && title === titleOf(issue, attempt)
}

/** What makes two titles one: Confluence does not tell small letters from capitals. */
export function sameTitleKey(title: string): string {
  return title.normalize('NFC').toLowerCase()
}

function withSuffix(line: string, suffix: string): string {
  return `${cut(line, MOST_UNITS - suffix.length)}${suffix}`.trim()
}

/** Never within a letter of two units. */
function cut(line: string, most: number): string {
  if (line.length <= most) return line
  let kept = ''
  for (const letter of line) {
    if (kept.length + letter.length > most - 1) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}
