/** A part of a text in Slack's mrkdwn. */
export interface Run {
  /** Escaped. */
  readonly text: string
  readonly marks: readonly Mark[]
  /** Such as a link, which half of is none. */
  readonly isWhole: boolean
}

export type Mark = 'bold' | 'italic' | 'struck' | 'code' | 'block'

const SIGNS: Readonly<Record<Mark, readonly [string, string]>> = {
  bold: ['*', '*'],
  italic: ['_', '_'],
  struck: ['~', '~'],
  code: ['`', '`'],
  block: ['```\n', '\n```'],
}

const CONTROLS = /[^\P{Cc}\n\t]/gu
// Slack may ring for these even where they are written as plain text.
const CALLS = /@(?=(?:here|channel|everyone|group)\b)/gi
const WORD_JOINER = '\u2060'
const MOST_LABEL = 300
const ELLIPSIS = '…'

/** Text as text: nothing in it links, mentions or rings. */
export function escapeText(text: string): string {
  return text
    .replaceAll(CONTROLS, '')
    .replaceAll(CALLS, `@${WORD_JOINER}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Cut of an escaped text; neither an escape nor a character is halved. */
export function cutEscaped(text: string, room: number): string {
  if (text.length <= room) return text
  let end = Math.max(0, room)
  const escape = text.lastIndexOf('&', end - 1)
  if (escape >= 0 && escape < end && text.indexOf(';', escape) >= end) end = escape
  if (/[\uD800-\uDBFF]$/.test(text.slice(0, end))) end -= 1
  return text.slice(0, end)
}

/** Escaped, with an ellipsis where something is missing. */
export function shorten(text: string, most: number): string {
  const escaped = escapeText(text)
  return escaped.length <= most ? escaped : cutEscaped(escaped, most - ELLIPSIS.length) + ELLIPSIS
}

/** For places that take no mrkdwn, so nothing is escaped. */
export function shortenPlain(text: string, most: number): string {
  const line = text.replaceAll(CONTROLS, '').replaceAll(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most - ELLIPSIS.length)
  return (/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut) + ELLIPSIS
}

/** Undefined: none that Slack would follow, or too long. `label` is plain text. */
export function linkTo(url: string, label: string, mostUrl = 1_000): string | undefined {
  const target = addressOf(url, mostUrl)
  if (target === undefined) return undefined
  const words = shorten(label.replaceAll(/\s+/g, ' ').trim(), MOST_LABEL).replaceAll('|', '¦')
  return words === '' ? `<${target}>` : `<${target}|${words}>`
}

/** As it may stand inside of a link. */
function addressOf(url: string, most: number): string | undefined {
  if (!isAddress(url)) return undefined
  const encoded = url
    .replaceAll('&', '&amp;')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll('|', '%7C')
  return encoded.length > most ? undefined : encoded
}

/** Whether it is an absolute address of the web or of mail. */
export function isAddress(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(url) && URL.canParse(url)
}

/** The runs one after the other, at most so long; what is open where it is cut is closed. */
export function joinRuns(runs: readonly Run[], most: number): string {
  const all = writeRuns(runs, Number.POSITIVE_INFINITY)
  return all.length <= most ? all : writeRuns(runs, most)
}

function writeRuns(runs: readonly Run[], most: number): string {
  let text = ''
  let open: readonly Mark[] = []
  for (const run of runs) {
    const turn = turnOf(open, run.marks)
    const room = most - text.length - turn.length - endOf(run.marks).length - ELLIPSIS.length
    if (run.text.length > room) {
      const part = run.isWhole || room <= 0 ? '' : cutEscaped(run.text, room)
      return part === '' ? text + endOf(open) + ELLIPSIS : text + turn + part + endOf(run.marks) + ELLIPSIS
    }
    text += turn + run.text
    open = run.marks
  }
  return text + endOf(open)
}

/** From some marks to others. */
function turnOf(open: readonly Mark[], wanted: readonly Mark[]): string {
  const different = wanted.findIndex((mark, index) => open[index] !== mark)
  const kept = different === -1 ? wanted.length : different
  const begun = wanted.slice(kept).map((mark) => SIGNS[mark][0])
  return endOf(open.slice(kept)) + begun.join('')
}

function endOf(open: readonly Mark[]): string {
  return open
    .toReversed()
    .map((mark) => SIGNS[mark][1])
    .join('')
}
