import type { DescriptionBlock } from './jira-client.ts'

/** Of a description in Jira, in whichever form (facts: jira-confluence, section 3.6). */
export const MOST_DESCRIPTION = 32_767
export const MOST_SUMMARY = 255

const CUT = '…'
// Line breaks stay; other controls are refused by Jira, or by its database.
const UNSEEN = /(?![\n\t])\p{Cc}/gu
const HALVES = /\p{Cs}/gu

/** Text as Jira can keep it: line breaks are \n, halves of letters become U+FFFD, other controls blanks. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSEEN, ' ')
    .replace(HALVES, '\ufffd')
}

/** At most so many code units, the last of them telling that there was more; no letter is halved. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  return text.slice(0, wholeLetters(text, most - CUT.length)) + CUT
}

/** Clean text in neighbours of different kinds, with links that lead somewhere; another is a text. */
export function tidyBlocks(blocks: readonly DescriptionBlock[]): readonly DescriptionBlock[] {
  const tidy: DescriptionBlock[] = []
  for (const block of blocks.map(tidyBlock)) {
    const last = tidy.at(-1)
    if (block.is === 'text' && last?.is === 'text')
      tidy.splice(-1, 1, { is: 'text', text: last.text + block.text })
    else tidy.push(block)
  }
  return tidy
}

/** As much from the beginning as is not longer than `most` when it is written; what is cut ends with a mark. */
export function writeWithin<Written>(
  blocks: readonly DescriptionBlock[],
  { write, lengthOf, most }: Form<Written>,
): Written {
  const tidy = tidyBlocks(blocks)
  const whole = write(tidy)
  if (lengthOf(whole) <= most) return whole
  // More letters than the limit do not fit, unless most of them are blank lines.
  let [fits, tooLong] = [0, Math.min(sizeOf(tidy), most) + 1]
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (lengthOf(write(cutBlocks(tidy, middle))) <= most) fits = middle
    else tooLong = middle
  }
  return write(cutBlocks(tidy, fits))
}

interface Form<Written> {
  readonly write: (blocks: readonly DescriptionBlock[]) => Written
  readonly lengthOf: (written: Written) => number
  readonly most: number
}

function tidyBlock(block: DescriptionBlock): DescriptionBlock {
  if (block.is === 'rule') return block
  if (block.is === 'text') return { is: 'text', text: cleanText(block.text) }
  const text = cleanText(block.text).replaceAll(/\s+/g, ' ').trim()
  const url = addressOf(block.url)
  if (url !== undefined) return { is: 'link', text: text === '' ? url : text, url }
  return { is: 'text', text: `${text} (${cleanText(block.url)})` }
}

/** Other schemes are refused, or run code where they are clicked. */
function addressOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : undefined
}

const sizeOf = (blocks: readonly DescriptionBlock[]): number =>
  blocks.reduce((size, block) => size + (block.is === 'text' ? block.text.length : 1), 0)

/** The first `size` letters; a link and a rule count as one and are never cut apart. */
function cutBlocks(blocks: readonly DescriptionBlock[], size: number): readonly DescriptionBlock[] {
  const kept: DescriptionBlock[] = []
  let left = size
  for (const block of blocks) {
    if (left <= 0) break
    const isWhole = block.is !== 'text' || block.text.length <= left
    kept.push(isWhole ? block : { is: 'text', text: block.text.slice(0, wholeLetters(block.text, left)) })
    left -= block.is === 'text' ? block.text.length : 1
  }
  return tidyBlocks([...kept, { is: 'text', text: CUT }])
}

function wholeLetters(text: string, size: number): number {
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(size - 1))
  return isHalf ? size - 1 : size
}
