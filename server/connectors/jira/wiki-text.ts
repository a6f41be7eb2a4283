import { decodeHTMLStrict } from 'entities'
import { writeWithin } from './description.ts'
import type { DescriptionBlock } from './jira-client.ts'

// What a backslash takes its meaning from, as Jira's own renderer has it; from no other character, and not from itself.
const SPECIAL = String.raw`[-#*_+?^~|%{}[\]()!@]`
// An address that wiki text knows by itself ends at what it could not hold, and is left as it is: escapes would break it.
const ADDRESS = String.raw`https?:\/\/(?:[\w\-.~:/?#@$'+,=%]|&(?!#?\w+;))+`
const WITHIN_WORD = String.raw`(?<=[\p{L}\p{N}])[-_](?=[\p{L}\p{N}])`
const TO_ESCAPE = new RegExp(
  String.raw`(?<kept>${ADDRESS}|${WITHIN_WORD})|(?<special>${SPECIAL})|(?<other>\\|:(?=[DPp])|(?<=^[ \t]*(?:h[1-6]|bq))\.)`,
  'gmu',
)

/** A Data Center's form of a description: wiki text whose words cannot be taken for markup, cut to its length. */
export function wikiTextOf(blocks: readonly DescriptionBlock[], most: number): string {
  return writeWithin(blocks, { write, lengthOf: (text) => text.length, most })
}

function write(blocks: readonly DescriptionBlock[]): string {
  let written = ''
  for (const block of blocks)
    if (block.is === 'text') written += escaped(block.text)
    else if (block.is === 'link') written += `[${escaped(block.text)}|${wikiAddress(block.url)}]`
    else written += `${written === '' || written.endsWith('\n') ? '' : '\n'}----\n`
  return written
}

/** Backslashes where wiki text knows them, because people may edit it; elsewhere entities, which it leaves alone. */
function escaped(text: string): string {
  return text
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll(TO_ESCAPE, (found, kept: string | undefined, special: string | undefined) => {
      if (kept !== undefined) return kept
      return special === undefined ? `&#${found.charCodeAt(0)};` : `\\${special}`
    })
}

function wikiAddress(url: string): string {
  return url.replaceAll(/[|[\]{}\\^]/g, encodeURIComponent)
}

const MARKUP = new RegExp(
  [
    String.raw`(?<address>${ADDRESS})`,
    String.raw`\\(?<special>${SPECIAL})`,
    String.raw`(?<entity>&#?\w+;)`,
    String.raw`(?<lineBreak>\\\\)`,
    String.raw`\[(?<words>(?:\\.|[^\\[\]|\n])*)(?:\|[^[\]\n]*)?\]`,
    String.raw`\{(?:code|noformat|quote|panel|color|info|note|tip|warning)(?::[^{}\n]*)?\}`,
    String.raw`^(?:[ \t]*(?:h[1-6]|bq)\.[ \t]+|-{4,}[ \t]*$)`,
  ].join('|'),
  'gmu',
)

/** What people read in wiki text, without links' addresses; marks of emphasis, lists and tables stay. */
export function wordsOfWikiText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(MARKUP, (found: string, ...rest: readonly unknown[]) => wordsFor(found, rest.at(-1)))
}

function wordsFor(found: string, groups: unknown): string {
  // The pattern has named groups, which come last.
  const { address, special, entity, lineBreak, words } = groups as Readonly<
    Record<string, string | undefined>
  >
  if (lineBreak !== undefined) return '\n'
  if (entity !== undefined) return decodeHTMLStrict(found)
  return address ?? special ?? (words === undefined ? '' : wordsOfWikiText(words))
}
