import { escapeText, isAddress, linkTo, type Mark, type Run } from './mrkdwn.ts'

// Much more than is ever shown.
const MOST_READ = 8_000
const MOST_DEPTH = 4
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/
const HEADING = /^ {0,3}#{1,6}[ \t]+(.*)$/
const ITEM = /^([ \t]{0,40})[-*+][ \t]+(?:\[([ xX])\][ \t]+)?(.*)$/
const QUOTE = /^ {0,3}>[ \t]?(.*)$/

/** Markdown in Slack's mrkdwn, as far as that has something for it; what it has not stays text. */
export function markdownRuns(markdown: string): readonly Run[] {
  const lines = markdown.slice(0, MOST_READ).replaceAll(/\r\n?/g, '\n').trim().split('\n')
  const written: (readonly Run[])[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const fence = FENCE.exec(line)?.[1]
    if (fence === undefined) {
      // One empty line is enough.
      if (line.trim() !== '' || (lines[index - 1] ?? '').trim() !== '') written.push(lineRuns(line))
      continue
    }
    const end = endOfFence(lines, index, fence)
    written.push(blockRuns(lines.slice(index + 1, end)))
    index = end
  }
  const runs = written.flatMap((line, index) => (index === 0 ? line : [plain('\n'), ...line]))
  return markdown.length > MOST_READ ? [...runs, plain('…')] : runs
}

function endOfFence(lines: readonly string[], start: number, fence: string): number {
  const closes = (line: string): boolean => {
    const sign = FENCE.exec(line)?.[1]
    return sign !== undefined && sign.startsWith(fence) && line.trim() === sign
  }
  const found = lines.findIndex((line, index) => index > start && closes(line))
  return found === -1 ? lines.length : found
}

function blockRuns(lines: readonly string[]): readonly Run[] {
  const code = lines.join('\n').replaceAll('```', "'''")
  return code.trim() === '' ? [] : [{ text: escapeText(code), marks: ['block'], isWhole: false }]
}

function lineRuns(line: string): readonly Run[] {
  if (RULE.test(line)) return [plain('———')]
  const heading = HEADING.exec(line)?.[1]
  if (heading !== undefined) return inlineRuns(heading.replace(/#+[ \t]*$/, '').trim(), ['bold'])
  const quoted = QUOTE.exec(line)?.[1]
  if (quoted !== undefined) return [plain('&gt; '), ...inlineRuns(quoted, [])]
  const item = ITEM.exec(line)
  return item === null ? inlineRuns(line, []) : itemRuns(item)
}

function itemRuns([, indent = '', box, words = '']: RegExpExecArray): readonly Run[] {
  const bullet = box === undefined ? '•' : box === ' ' ? '☐' : '☑'
  return [plain(`${indent.replaceAll('\t', '    ')}${bullet} `), ...inlineRuns(words, [])]
}

interface Found {
  readonly length: number
  readonly runs: readonly Run[]
}

type Reader = (match: RegExpExecArray, marks: readonly Mark[]) => readonly Run[] | undefined

const styled =
  (mark: Mark): Reader =>
  ([, words = ''], marks) =>
    marks.length >= MOST_DEPTH
      ? undefined
      : inlineRuns(words, marks.includes(mark) ? marks : [...marks, mark])

const code: Reader = ([, words = ''], marks) => [
  { text: escapeText(words.replaceAll('`', "'")), marks: [...marks, 'code'], isWhole: false },
]

const link: Reader = ([, label = '', url = ''], marks) => {
  const words = label.replaceAll(/\*\*|__|~~|`/g, '').replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
  const whole = linkTo(url, words)
  return whole === undefined
    ? [plain(escapeText(isAddress(url) || words === '' ? words || url : `${words} (${url})`), marks)]
    : [{ text: whole, marks, isWhole: true }]
}

/** By the sign that each begins with; all of them look at the place only. */
const READERS: Readonly<Record<string, readonly (readonly [RegExp, Reader])[]>> = {
  '\\': [[/\\([!-/:-@[-`{-~])/y, ([, sign = ''], marks) => [plain(escapeText(sign), marks)]]],
  '`': [
    [/``(?!`)([^\n]{1,2000}?)``(?!`)/y, code],
    [/`([^`\n]{1,2000})`/y, code],
  ],
  '!': [
    [/!\[((?:[^[\]\\\n]|\\.){0,500})\]\([ \t]*<?([^\s<>()]{1,2000})>?(?:[ \t]+"[^"\n]*")?[ \t]*\)/y, link],
  ],
  '[': [
    [/\[((?:[^[\]\\\n]|\\.){0,500})\]\([ \t]*<?([^\s<>()]{1,2000})>?(?:[ \t]+"[^"\n]*")?[ \t]*\)/y, link],
  ],
  '<': [[/<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/iy, ([, url = ''], marks) => bare(url, marks)]],
  h: [[/https?:\/\/[^\s<>"'`|\\^{}()[\]]{1,2000}/y, ([url], marks) => bare(url, marks)]],
  '*': [
    [/\*\*(?=\S)([^\n]{1,2000}?)(?<=\S)\*\*/y, styled('bold')],
    [/\*(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*(?!\*)/y, styled('italic')],
  ],
  _: [
    [/(?<!\w)__(?=\S)([^\n]{1,2000}?)(?<=\S)__(?!\w)/y, styled('bold')],
    [/(?<!\w)_(?=[^\s_])([^_\n]{1,2000})(?<=\S)_(?!\w)/y, styled('italic')],
  ],
  '~': [[/~~(?=\S)([^\n]{1,2000}?)(?<=\S)~~/y, styled('struck')]],
}

function bare(url: string, marks: readonly Mark[]): readonly Run[] {
  const end = /[.,;:!?*_~]+$/.exec(url)?.[0] ?? ''
  const address = url.slice(0, url.length - end.length)
  const whole = linkTo(address, '')
  if (whole === undefined) return [plain(escapeText(url), marks)]
  return [{ text: whole, marks, isWhole: true }, ...(end === '' ? [] : [plain(escapeText(end), marks)])]
}

function inlineRuns(text: string, marks: readonly Mark[]): readonly Run[] {
  const runs: Run[] = []
  let begin = 0
  let index = 0
  const flush = (): void => {
    if (index > begin) runs.push(plain(escapeText(text.slice(begin, index)), marks))
  }
  while (index < text.length) {
    const found = readAt(text, index, marks)
    if (found === undefined) {
      index += 1
      continue
    }
    flush()
    runs.push(...found.runs)
    index += found.length
    begin = index
  }
  flush()
  return runs
}

function readAt(text: string, index: number, marks: readonly Mark[]): Found | undefined {
  const sign = text.charAt(index)
  if (!Object.hasOwn(READERS, sign)) return undefined
  for (const [pattern, read] of READERS[sign] ?? []) {
    pattern.lastIndex = index
    const match = pattern.exec(text)
    const runs = match === null ? undefined : read(match, marks)
    if (match !== null && runs !== undefined) return { length: match[0].length, runs }
  }
  return undefined
}

function plain(text: string, marks: readonly Mark[] = []): Run {
  return { text, marks, isWhole: false }
}
