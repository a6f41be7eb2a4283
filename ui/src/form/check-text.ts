import type { TextKey } from '../i18n/index.ts'
import { isArray, isObject } from './json.ts'

const MAX_DECODINGS = 4

/** What is wrong with the texts of a parameter, whatever its schema says; as the server looks at them. */
export function problemOfTexts(place: 'path' | 'query' | 'header', value: unknown): TextKey | undefined {
  for (const text of textsIn(value)) {
    const problem = problemOf(place, text)
    if (problem !== undefined) return problem
  }
  return undefined
}

function problemOf(place: 'path' | 'query' | 'header', text: string): TextKey | undefined {
  if (place === 'header') return /^[\u0020-\u007E]*$/.test(text) ? undefined : 'form.must.ascii'
  if (/\p{Cs}/u.test(text)) return 'form.must.unicode'
  if (place === 'query') return undefined
  if (text === '') return 'form.must.notEmpty'
  return decodings(text).some(isUnsafeInPath) ? 'form.must.path' : undefined
}

function isUnsafeInPath(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  return text === '.' || text.includes('..') || /[/\\\u0000-\u001F\u007F-\u009F]/.test(text)
}

function decodings(text: string): readonly string[] {
  const forms = [text]
  for (let count = 0; count < MAX_DECODINGS; count += 1) {
    const last = forms.at(-1) ?? ''
    // Piece by piece, so that one malformed escape does not hide the others.
    const next = last.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    if (next === last) break
    forms.push(next)
  }
  return forms
}

function textsIn(value: unknown): readonly string[] {
  if (isArray(value)) return value.flatMap(textsIn)
  if (isObject(value)) return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)])
  if (typeof value === 'string') return [value]
  return value === null || value === undefined ? [] : [JSON.stringify(value)]
}
