import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adfOf, wordsOfAdf, type AdfDocument } from '../../../server/connectors/jira/adf.ts'
import { cleanText, cutText } from '../../../server/connectors/jira/description.ts'
import type { DescriptionBlock } from '../../../server/connectors/jira/index.ts'
import { wikiTextOf, wordsOfWikiText } from '../../../server/connectors/jira/wiki-text.ts'

const MOST = 32_767
const text = (words: string): DescriptionBlock => ({ is: 'text', text: words })

// Markup of both forms, so that it is met often.
const MARKS = [
  ...String.raw`* _ - + ^ ~ ? { } [ ] ( ) ! | # \ : ; @ & % . < > " ' / =`.split(' '),
  ...'---- ?? {code} {{ &amp; &#42; :D (!) || ü 👋 A1 http:// [a|http://b] https://x.example/a_b?c=*d*'.split(
    ' ',
  ),
  ' ',
  '\n',
  '\t',
  '\r\n',
  'h1. ',
  'bq. ',
  '\\\\',
  '\ud83d',
  '\u0000',
  '\u2028',
]
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...MARKS), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const anyBlock: fc.Arbitrary<DescriptionBlock> = fc.oneof(
  { weight: 3, arbitrary: anyText.map(text) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('link'), text: anyText, url: fc.webUrl() }) },
  { weight: 1, arbitrary: fc.constant({ is: 'rule' }) },
)

/** The lines that are not blank, as people read them. */
const linesOf = (words: string): readonly string[] =>
  words
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')

/** What both forms must say. */
function wordsOf(blocks: readonly DescriptionBlock[]): string {
  return blocks
    .map((block) => {
      if (block.is === 'rule') return '\n'
      if (block.is === 'text') return cleanText(block.text)
      const words = cleanText(block.text).replaceAll(/\s+/g, ' ').trim()
      return words === '' ? new URL(block.url).href : words
    })
    .join('')
}

function textsIn(document: AdfDocument): readonly string[] {
  return document.content.flatMap((node) =>
    node.type === 'rule' ? [] : node.content.map(({ text: words }) => words),
  )
}

describe('a description as a document', () => {
  it('says the words of any text, without an empty one', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 8 }), (blocks) => {
        const document = adfOf(blocks, MOST)

        expect(linesOf(wordsOfAdf(document))).toEqual(linesOf(wordsOf(blocks)))
        expect(textsIn(document)).not.toContain('')
        expect(document.content.filter((node) => node.type !== 'rule' && node.content.length === 0)).toEqual(
          [],
        )
      }),
      { numRuns: 500 },
    )
  })

  it('breaks lines into paragraphs, and marks links', () => {
    const blocks: readonly DescriptionBlock[] = [
      text('One\r\n\nTwo: '),
      { is: 'link', text: 'the page', url: 'https://wiki.example/a b' },
      { is: 'rule' },
      text('Three'),
    ]

    expect(adfOf(blocks, MOST).content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'One' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Two: ' },
          {
            type: 'text',
            text: 'the page',
            marks: [{ type: 'link', attrs: { href: 'https://wiki.example/a%20b' } }],
          },
        ],
      },
      { type: 'rule' },
      { type: 'paragraph', content: [{ type: 'text', text: 'Three' }] },
    ])
  })

  it('reads what editors write', () => {
    const cell = (type: string, words: string) => ({ type, content: [paragraph(words)] })
    const paragraph = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] })
    const document = {
      type: 'doc',
      version: 1,
      content: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Plan' }] },
        {
          type: 'bulletList',
          content: ['a', 'b'].map((words) => ({ type: 'listItem', content: [paragraph(words)] })),
        },
        {
          type: 'table',
          content: [{ type: 'tableRow', content: [cell('tableHeader', 'H'), cell('tableCell', 'c')] }],
        },
        {
          type: 'paragraph',
          content: [
            { type: 'mention', attrs: { id: '1', text: '@Ana' } },
            { type: 'text', text: ' until ' },
            { type: 'date', attrs: { timestamp: '1798070400000' } },
            { type: 'hardBreak' },
            { type: 'inlineCard', attrs: { url: 'https://x.example' } },
          ],
        },
        7,
        { type: 'unknown', content: [{ type: 'text', text: 'kept' }] },
      ],
    }

    expect(wordsOfAdf(document)).toBe('Plan\na\nb\nH\tc\n@Ana until 2026-12-24\nhttps://x.example\nkept')
  })

  it('is not led into the depth', () => {
    let node: unknown = { type: 'text', text: 'deep' }
    for (let depth = 0; depth < 5_000; depth += 1) node = { type: 'panel', content: [node] }

    expect(wordsOfAdf({ type: 'doc', content: [node] })).toBe('')
  })
})

describe('a description as wiki text', () => {
  it('says the words of any text', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 8 }), (blocks) => {
        expect(linesOf(wordsOfWikiText(wikiTextOf(blocks, MOST)))).toEqual(linesOf(wordsOf(blocks)))
      }),
      { numRuns: 500 },
    )
  })

  it('leaves nothing of a text that wiki text could take for markup', () => {
    // Without a vendor's renderer at hand: what stays when all that is harmless is taken away.
    const harmless =
      /\\[-#*_+?^~|%{}[\]()!@]|&#?\w+;|https?:\/\/[\w\-.~:/?#@$'+,=%&]+|(?<=[\p{L}\p{N}])[-_](?=[\p{L}\p{N}])/gu
    fc.assert(
      fc.property(anyText, (words) => {
        const left = wikiTextOf([text(words)], MOST).replaceAll(harmless, 'x')

        expect(left).not.toMatch(/[-#*_+?^~|%{}[\]()!@\\]|:[DPp]|^\s*(?:h[1-6]|bq)\./m)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['*bold* _it_ -gone-', String.raw`\*bold\* \_it\_ \-gone\-`],
    ['{code} [a|b] !x.png!', String.raw`\{code\} \[a\|b\] \!x.png\!`],
    ['----', String.raw`\-\-\-\-`],
    ['# one', String.raw`\# one`],
    ['h1. Title', 'h1&#46; Title'],
    [String.raw`C:\temp \\ next`, 'C:&#92;temp &#92;&#92; next'],
    ['&lt; & :D', '&amp;lt; & &#58;D'],
    ['e-mail snake_case 2026-12-24 ENG-12', 'e-mail snake_case 2026-12-24 ENG-12'],
    ['see https://x.example/a_b-c?d=e#f.', 'see https://x.example/a_b-c?d=e#f.'],
  ])('writes %j so that it stays a text', (words, written) => {
    expect(wikiTextOf([text(words)], MOST)).toBe(written)
  })

  it('puts rules on a line of their own, and links in brackets', () => {
    const url = 'https://wiki.example/a|b]c'

    expect(
      wikiTextOf([text('Look: '), { is: 'link', text: 'a [b]', url }, { is: 'rule' }, text('end')], MOST),
    ).toBe('Look: [a \\[b\\]|https://wiki.example/a%7Cb%5Dc]\n----\nend')
  })

  it('reads what people write', () => {
    const written =
      'h2. Plan\r\n{quote}See [the page|https://x.example] or [https://y.example]{quote}\n----\nA\\\\B 5 \\* 3 &eacute;\n{code:java}x{code}'

    expect(wordsOfWikiText(written)).toBe('Plan\nSee the page or https://y.example\n\nA\nB 5 * 3 é\nx')
  })

  it.each([
    '['.repeat(50_000),
    '[a'.repeat(30_000),
    '\\['.repeat(30_000),
    '{code:'.repeat(20_000),
    '&'.repeat(50_000),
  ])('reads %.12s… at once', (written) => {
    const startedAt = performance.now()
    wordsOfWikiText(written)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})

describe('a link in either form', () => {
  it.each(['javascript:alert(1)', '/relative', 'not a url'])('is a text where %s leads nowhere', (url) => {
    const blocks: readonly DescriptionBlock[] = [{ is: 'link', text: 'here', url }]

    expect(textsIn(adfOf(blocks, MOST))).toEqual([`here (${url})`])
    expect(wordsOfWikiText(wikiTextOf(blocks, MOST))).toBe(`here (${url})`)
  })
})

describe('what is too long', () => {
  const forms = [
    {
      form: 'a document',
      lengthOf: (blocks: readonly DescriptionBlock[], most: number) =>
        JSON.stringify(adfOf(blocks, most)).length,
      words: (blocks: readonly DescriptionBlock[], most: number) => wordsOfAdf(adfOf(blocks, most)),
    },
    {
      form: 'wiki text',
      lengthOf: (blocks: readonly DescriptionBlock[], most: number) => wikiTextOf(blocks, most).length,
      words: (blocks: readonly DescriptionBlock[], most: number) => wordsOfWikiText(wikiTextOf(blocks, most)),
    },
  ]

  it.each(forms)('is cut within the limit of $form and says so', ({ lengthOf, words }) => {
    fc.assert(
      fc.property(
        fc.array(anyBlock, { maxLength: 8 }),
        fc.integer({ min: 150, max: 400 }),
        (blocks, most) => {
          expect(lengthOf(blocks, most)).toBeLessThanOrEqual(most)
          const [all, cut] = [words(blocks, MOST), words(blocks, most)]
          if (cut === all) return
          expect(cut.endsWith('…')).toBe(true)
          expect(
            linesOf(all)
              .join(' ')
              .startsWith(linesOf(cut.slice(0, -1)).join(' ').trim()),
          ).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each(forms)('uses the whole limit of $form', ({ lengthOf }) => {
    const blocks = [text('word 👋 '.repeat(20_000))]

    expect(lengthOf(blocks, MOST)).toBeGreaterThan(MOST - 10)
  })

  it('never halves a letter', () => {
    expect(cutText('👋'.repeat(200), 255)).toBe(`${'👋'.repeat(127)}…`)
    expect(cutText('👋'.repeat(200), 256)).toBe(`${'👋'.repeat(127)}…`)
    expect(cutText('x'.repeat(255), 255)).toBe('x'.repeat(255))
  })
})
