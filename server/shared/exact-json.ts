import { newSecret } from './ids.ts'
import { inexactNumbers } from './loses-digits.ts'
import { readJson } from './read-json.ts'

// Known to nobody outside this process, so that no text of others is ever taken for a number.
const MARK = `number ${newSecret(16)} `
const MARKED = new RegExp(`"${MARK}([^"]+)"`, 'g')

/** As readJson, but a number that parsing would change stays as a marked text, for printExactly to put back. */
export function readExactly(text: string): unknown {
  const value = readJson(text)
  let marked = ''
  let end = 0
  for (const { token, start } of inexactNumbers(text)) {
    marked += `${text.slice(end, start)}"${MARK}${token}"`
    end = start + token.length
  }
  return end === 0 ? value : readJson(marked + text.slice(end))
}

export function printExactly(value: unknown): string {
  return JSON.stringify(value).replaceAll(MARKED, '$1')
}

/** The digits of a marked number; any other text is itself. */
export function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(MARK.length) : text
}
