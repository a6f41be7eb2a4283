import { isSecretName } from './secret-names.ts'

export const REDACTED = '[redacted]'

// Each pattern below needs one of these; most texts have none.
const TELLTALE = /[="%@.]|bearer|basic/i
const WORD_RUN = /[\w.-]{20,}/g
const BEARER = /\b(bearer)(\s+|%20|\+)[^\s"',;&]{8,}/gi
const BASIC = /\bbasic(?:\s+|%20)[\w+/-]+/gi
const URL_CREDENTIAL = /\/\/[^/\s@:]*:[^/\s@]*@/g
// An encoded `=` belongs to a URL inside another one's query.
const PAIR_NAME = /([^\s=&?"'{},;]{1,100}?)(?:=|%3D)/gi
const PAIR_END = /[\s&"';]|$/g
const JSON_PAIR = /"([^"\\]{1,100})"(\s*:\s*)(?:"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|-?\d[\d.eE+-]*)/g

/** Takes what looks like a secret out of free text: tokens, credentials, `name=value` and `"name":"value"` pairs. */
export function redactText(text: string): string {
  if (!TELLTALE.test(text)) return text
  const redacted = text
    .replaceAll(WORD_RUN, (run) => (hasToken(run) ? REDACTED : run))
    .replaceAll(BEARER, `$1$2${REDACTED}`)
    .replaceAll(BASIC, redactBasic)
    .replaceAll(URL_CREDENTIAL, `//${REDACTED}@`)
    .replaceAll(JSON_PAIR, (pair, name: string, colon: string) =>
      isSecretName(name) ? `"${name}"${colon}"${REDACTED}"` : pair,
    )
  return redactPairs(redacted)
}

/** Only secret pairs are consumed, so that a pair inside another one's value is seen too. */
function redactPairs(text: string): string {
  let kept = ''
  let doneUpTo = 0
  for (const { 0: start, 1: name = '', index } of text.matchAll(PAIR_NAME)) {
    if (index < doneUpTo || !isSecretName(decoded(name))) continue
    const valueAt = index + start.length
    kept += text.slice(doneUpTo, valueAt) + REDACTED
    doneUpTo = endOfPair(text, valueAt)
  }
  return kept + text.slice(doneUpTo)
}

function endOfPair(text: string, from: number): number {
  const end = new RegExp(PAIR_END)
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}

/** Only what decodes to `user:password`; "basic" is also an ordinary word. */
function redactBasic(text: string): string {
  const value = text.replace(/^basic(?:\s+|%20)/i, '')
  const isCredential = Buffer.from(value, 'base64').includes(':')
  return isCredential ? text.slice(0, -value.length) + REDACTED : text
}

/** A JWT is at least three parts, the first of which decodes to the start of a JSON object. */
function hasToken(run: string): boolean {
  const parts = run.split('.')
  return parts.slice(0, -2).some(startsJsonObject)
}

function startsJsonObject(part: string): boolean {
  // `{` and what may follow it in JSON give `ey` or `ew` in base64url, wherever the token begins in the word.
  for (const { index } of part.matchAll(/e[yw]/g)) {
    const start = Buffer.from(part.slice(index, index + 24), 'base64url').toString('latin1')
    if (/^\{\s*"/.test(start)) return true
  }
  return false
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    // Not percent-encoding after all: the name is judged as it stands.
    return name
  }
}
