const GREATER = '>'.charCodeAt(0)
const SLASH = '/'.charCodeAt(0)
const EQUALS = '='.charCodeAt(0)
const DOUBLE = '"'.charCodeAt(0)
const SINGLE = "'".charCodeAt(0)

// What a letter may be part of; 0: of no name.
const OF_ATTRIBUTE = 1
const OF_NAME = 2
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)))

function kindOf(letter: string): number {
  if (/[\s<>/="']/.test(letter)) return 0
  return /[!?]/.test(letter) ? OF_ATTRIBUTE : OF_NAME
}

/** The same as `from` where no name of an element stands. */
export function endOfName(source: string, from: number): number {
  return endOfKind(source, from, OF_NAME)
}

export function isInName(source: string, at: number): boolean {
  return isOfKind(source.charCodeAt(at), OF_NAME)
}

/** Behind the ">" of an opening tag, from the end of its name; 0 where it does not end as such a tag does. */
export function endOfOpening(source: string, nameEnd: number): number {
  if (source.charCodeAt(nameEnd) === GREATER) return nameEnd + 1
  let at = nameEnd
  for (let end = endOfAttribute(source, at); end > 0; end = endOfAttribute(source, at)) at = end
  const slashAt = skipSpace(source, at)
  return endsAt(source, source.charCodeAt(slashAt) === SLASH ? slashAt + 1 : slashAt)
}

/** The same of a closing tag. */
export function endOfClosing(source: string, nameEnd: number): number {
  return endsAt(source, skipSpace(source, nameEnd))
}

/** Its value as it stands in a tag that was read, so that each attribute has its quotes; undefined when there is none. */
export function attributeIn(source: string, nameEnd: number, name: string): string | undefined {
  let nameAt = skipSpace(source, nameEnd)
  while (isOfKind(source.charCodeAt(nameAt), OF_ATTRIBUTE)) {
    const equalsAt = source.indexOf('=', nameAt)
    const quoteAt = skipSpace(source, equalsAt + 1)
    const end = source.indexOf(source.charAt(quoteAt), quoteAt + 1)
    const isIt = skipSpace(source, nameAt + name.length) === equalsAt && source.startsWith(name, nameAt)
    if (isIt) return source.slice(quoteAt + 1, end)
    nameAt = skipSpace(source, end + 1)
  }
  return undefined
}

export function isSelfClosing(source: string, end: number): boolean {
  return source.charCodeAt(end - 2) === SLASH
}

function endsAt(source: string, at: number): number {
  return source.charCodeAt(at) === GREATER ? at + 1 : 0
}

function endOfAttribute(source: string, from: number): number {
  const nameAt = skipSpace(source, from)
  if (nameAt === from) return 0
  const nameEnd = endOfKind(source, nameAt, OF_ATTRIBUTE)
  const equalsAt = skipSpace(source, nameEnd)
  if (nameEnd === nameAt || source.charCodeAt(equalsAt) !== EQUALS) return 0
  const quoteAt = skipSpace(source, equalsAt + 1)
  const quote = source.charCodeAt(quoteAt)
  if (quote !== DOUBLE && quote !== SINGLE) return 0
  return source.indexOf(quote === DOUBLE ? '"' : "'", quoteAt + 1) + 1
}

function endOfKind(source: string, from: number, kind: number): number {
  let at = from
  while (isOfKind(source.charCodeAt(at), kind)) at += 1
  return at
}

function isOfKind(code: number, kind: number): boolean {
  if (code < 128) return (KINDS[code] ?? 0) >= kind
  return code >= 128 && !isSpace(code)
}

function skipSpace(source: string, from: number): number {
  let at = from
  while (isSpace(source.charCodeAt(at))) at += 1
  return at
}

function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13)
  return code >= 128 && /\s/.test(String.fromCharCode(code))
}
