import fc from 'fast-check'

/** A page of every construct that Confluence stores, with words w0. w1. … that each stand once. */
export interface RandomPage {
  readonly storage: string
  readonly taskIds: readonly string[]
  readonly words: readonly string[]
}

export const GAPS = ['', '\n', '\r\n  ', ' ']

interface Inline {
  readonly style: number
  readonly gap: string
}

/** Of any seed; a smaller size makes a smaller page, so that a failure shrinks to one that can be read. */
export const randomPage: fc.Arbitrary<RandomPage> = fc
  .record({ seed: fc.integer(), size: fc.integer({ min: 1, max: 14 }) })
  .map(({ seed, size }) => pageOf(seed, size))

export function pageOf(seed: number, size: number): RandomPage {
  const writer: Writer = { words: [], taskIds: [], nat: natFrom(seed), left: size }
  const blocks: string[] = []
  while (writer.left > 0) blocks.push(blockText(writer, 3))
  return { storage: blocks.join(''), taskIds: writer.taskIds, words: writer.words }
}

interface Writer {
  readonly words: string[]
  readonly taskIds: string[]
  /** From 0 up to the number. */
  readonly nat: (most: number) => number
  /** How many more blocks and tasks the page may have. */
  left: number
}

/** Always the same numbers for the same seed (mulberry32). */
export function natFrom(seed: number): (most: number) => number {
  let state = seed | 0
  return (most) => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 4294967296) * (most + 1))
  }
}

function times<T>(writer: Writer, most: number, make: () => T): T[] {
  return Array.from({ length: 1 + writer.nat(most - 1) }, make)
}

function gapOf({ nat }: Writer): string {
  return GAPS[nat(3)] ?? ''
}

function inlinesOf(writer: Writer): readonly Inline[] {
  return times(writer, 3, () => ({ style: writer.nat(13), gap: ['', ' ', '\r\n'][writer.nat(2)] ?? '' }))
}

function word({ words }: Writer): string {
  const text = `w${words.length}.`
  words.push(text)
  return text
}

const STYLES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `<strong>${text}</strong>`,
  (text) => `${text}&nbsp;&rsquo;&#8217;&amp;lt;`,
  (text) => `😀${text}👩‍👩‍👧`,
  (text) => `<ac:inline-comment-marker ac:ref="ref-${text}">${text}</ac:inline-comment-marker>`,
  (text) => `${text}<br/>`,
  (text) => `<br />${text}`,
  (text) => `${text} <time datetime="2026-01-05" />`,
  (text) => `<ac:link><ri:user ri:account-id="5570:${text}" /></ac:link> ${text}`,
  (text) => `<a href="https://example.com/?a=1&amp;b=2">${text}</a>`,
  (text) =>
    `<ac:structured-macro ac:name="status" ac:macro-id="m-${text}"><ac:parameter ac:name="title">${text}</ac:parameter></ac:structured-macro>${text}x`,
  (text) => `<ac:image><ri:attachment ri:filename="a.png"/></ac:image>${text}`,
  (text) => `<!-- ${text} -->${text}x`,
  (text) => `<ac:emoticon ac:name="smile" />${text}`,
]

function inlineText(writer: Writer, inlines: readonly Inline[]): string {
  return inlines.map(({ style, gap }) => `${STYLES[style]?.(word(writer)) ?? ''}${gap}`).join('')
}

function listText(writer: Writer, levels: number): string {
  const id = writer.nat(1) === 0 ? ` ac:task-list-id="list-${writer.taskIds.length}"` : ''
  const gap = gapOf(writer)
  const rows = times(writer, 3, () => gap + taskText(writer, levels))
  if (levels > 0 && writer.left > 0 && writer.nat(4) === 0) rows.push(gap + listText(writer, levels - 1))
  return `<ac:task-list${id}>${rows.join('')}${gap}</ac:task-list>`
}

function taskText(writer: Writer, levels: number): string {
  const id = String(writer.taskIds.length + 1)
  writer.taskIds.push(id)
  writer.left -= 1
  const gap = gapOf(writer)
  const uuid = writer.nat(1) === 0 ? `<ac:task-uuid>uuid-${id}</ac:task-uuid>${gap}` : ''
  const status = `<ac:task-status>${writer.nat(1) === 0 ? 'complete' : 'incomplete'}</ac:task-status>`
  const head = `<ac:task-id>${id}</ac:task-id>${gap}${uuid}${status}${gap}`
  return `<ac:task>${gap}${head}<ac:task-body>${bodyText(writer, levels)}</ac:task-body>${gap}</ac:task>`
}

/** The shapes of bodies: bare, in the editor's span, with nested tasks in it or behind it, paragraphs, a table, words behind. */
function bodyText(writer: Writer, levels: number): string {
  const words = inlinesOf(writer)
  const gap = gapOf(writer)
  const hasNested = levels > 0 && writer.left > 0 && writer.nat(2) > 0
  const text = inlineText(writer, words)
  const list = hasNested ? listText(writer, levels - 1) : ''
  const span = (inner: string) => `<span class="placeholder-inline-tasks">${inner}</span>`
  const shapes = [
    () => `${text}${list}`,
    () => span(`${gap}${text}${gap}${list}${gap}`),
    () => `${gap}${span(text + gap)}${gap}${list}${gap}`,
    () => `<p>${text}</p>${gap}${list}`,
    () => `${gap}<p>${text}</p><p>${word(writer)}</p>${list}`,
    () => `<table><tbody><tr><td>${text}${list}</td></tr></tbody></table>`,
    () => `${text}${list}${gap}${word(writer)}`,
    () => `${text}<ul><li>${word(writer)}</li></ul>${gap}${list}<strong>${word(writer)}</strong>`,
  ]
  return shapes[writer.nat(7)]?.() ?? text
}

function blockText(writer: Writer, depth: number): string {
  writer.left -= 1
  const text = () => inlineText(writer, inlinesOf(writer))
  const within = () =>
    depth > 0 && writer.left > 0 ? times(writer, 2, () => blockText(writer, depth - 1)).join('\n') : ''
  const tasks = () => listText(writer, 3)
  const kinds = [
    () => `<p>${text()}</p>`,
    () => `<h2>${text()}</h2>\r\n`,
    () => `<ul><li>${text()}${tasks()}</li><li>${text()}<ol><li>${within()}</li></ol></li></ul>`,
    () =>
      `<table><tbody><tr><th>${text()}</th></tr><tr><td>${tasks()}${within()}${tasks()}</td><td>${text()}</td></tr></tbody></table>`,
    () =>
      `<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell>${within()}</ac:layout-cell><ac:layout-cell>${tasks()}</ac:layout-cell></ac:layout-section></ac:layout>`,
    () =>
      `<ac:structured-macro ac:name="panel" ac:macro-id="panel-${writer.words.length}"><ac:rich-text-body>${within()}${tasks()}</ac:rich-text-body></ac:structured-macro>`,
    () =>
      `<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[<ac:task>${word(writer)}</ac:task>]]]]><![CDATA[>]]></ac:plain-text-body></ac:structured-macro>`,
    () => `<hr/>\n<!-- <ac:task> ${word(writer)} -->`,
    tasks,
    () => `${tasks()}${gapOf(writer)}`,
    () => `<p>${text()}</p>${tasks()}\r\n<p>${text()}</p>`,
    () => `<p>${text()}${tasks()}</p>`,
    () =>
      `<ac:structured-macro ac:name="excerpt"><ac:rich-text-body>${tasks()}</ac:rich-text-body></ac:structured-macro>`,
    () =>
      `<ac:adf-extension><ac:adf-node type="x"><ac:adf-fallback>${text()}</ac:adf-fallback></ac:adf-node></ac:adf-extension>`,
  ]
  return kinds[writer.nat(13)]?.() ?? ''
}
