export interface Tag {
  readonly kind: 'open' | 'close' | 'empty'
  readonly name: string
  /** Offsets of the whole tag; `end` is behind it. */
  readonly start: number
  readonly end: number
  /** The text between name and bracket. */
  readonly attributes: string
}

const NAME = String.raw`[A-Za-z_][\w:.-]*`
const ATTRIBUTES = String.raw`(?:\s+${NAME}\s*=\s*(?:"[^"]*"|'[^']*'))*`
const TOKEN = new RegExp(
  String.raw`<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\/(${NAME})\s*>|<(${NAME})(${ATTRIBUTES})\s*(\/?)>`,
  'g',
)

/** The tags of a storage document in order; what lies in CDATA and comments is none. */
export function* tagsOf(body: string): Generator<Tag> {
  for (const match of body.matchAll(TOKEN)) {
    const [text, closed, opened, attributes = '', slash] = match
    const start = match.index
    const end = start + text.length
    if (closed !== undefined) yield { kind: 'close', name: closed, start, end, attributes: '' }
    else if (opened !== undefined)
      yield { kind: slash === '/' ? 'empty' : 'open', name: opened, start, end, attributes }
  }
}

/** What is wrong with the nesting; undefined when nothing is. */
export function nestingFault(body: string): string | undefined {
  const open: Tag[] = []
  for (const tag of tagsOf(body)) {
    if (tag.kind === 'open') open.push(tag)
    if (tag.kind !== 'close') continue
    const last = open.pop()
    if (last?.name !== tag.name)
      return `Error parsing xhtml: Unexpected close tag </${tag.name}>; expected </${last?.name ?? ''}> at offset ${tag.start}`
  }
  const [last] = open.slice(-1)
  return last === undefined ? undefined : `Error parsing xhtml: <${last.name}> is never closed`
}

export function attributeIn(attributes: string, name: string): string | undefined {
  const match = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return match?.[1] ?? match?.[2]
}

export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export function applyEdits(body: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start)
  const parts: string[] = []
  let from = 0
  for (const { start, end, text } of sorted) {
    parts.push(body.slice(from, start), text)
    from = end
  }
  return [...parts, body.slice(from)].join('')
}
