import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownRuns } from '../../../server/features/task-upsert/announce/markdown-runs.ts'
import { cutEscaped, escapeText, joinRuns } from '../../../server/features/task-upsert/announce/mrkdwn.ts'
import { taskMessage, type Shown } from '../../../server/features/task-upsert/announce/task-message.ts'

const SHOWN: Shown = {
  internalId: 'BUG-1',
  title: 'Fix the login',
  description: null,
  priority: 1,
  tags: ['web'],
  assignees: [],
  status: null,
  taskId: '86abc',
  taskUrl: 'https://app.clickup.com/t/86abc',
  isGone: false,
  pushError: null,
  claimed: null,
  click: null,
  allowRelease: true,
  allowTakeOver: true,
}
const mrkdwnOf = (markdown: string, most = 3_000): string => joinRuns(markdownRuns(markdown), most)
const actionsIn = (shown: Shown): readonly unknown[] =>
  [...JSON.stringify(taskMessage(shown).blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, id]) => id)

describe('Markdown in a message', () => {
  it.each([
    ['**bold** and __bold__', '*bold* and *bold*'],
    ['*leaning* and _leaning_', '_leaning_ and _leaning_'],
    ['~~gone~~', '~gone~'],
    ['**bold with *both* in it**', '*bold with _both_ in it*'],
    ['snake_case_word and 2 * 3 * 4', 'snake_case_word and 2 * 3 * 4'],
    ['`a < b`', '`a &lt; b`'],
    ['## A heading ##', '*A heading*'],
    ['- one\n  - two\n* three', '• one\n  • two\n• three'],
    ['- [ ] open\n- [x] done', '☐ open\n☑ done'],
    ['1. first', '1. first'],
    ['> said', '&gt; said'],
    ['---', '———'],
    ['```js\nif (a < b) **x**\n```\nafter', '```\nif (a &lt; b) **x**\n```\nafter'],
    ['[here](https://example.com/a?b=1&c=2)', '<https://example.com/a?b=1&amp;c=2|here>'],
    ['[a | b > c](https://example.com)', '<https://example.com|a ¦ b &gt; c>'],
    ['![shot](https://example.com/a.png)', '<https://example.com/a.png|shot>'],
    ['see https://example.com/x.', 'see <https://example.com/x>.'],
    ['<https://example.com>', '<https://example.com>'],
    ['[run](javascript:alert(1))', '[run](javascript:alert(1))'],
    ['[run](javascript:alert)', 'run (javascript:alert)'],
    ['\\*not bold\\*', '*not bold*'],
    ['a & b', 'a &amp; b'],
    ['one\n\n\n\ntwo', 'one\n\ntwo'],
  ])('%j', (markdown, expected) => {
    expect(mrkdwnOf(markdown)).toBe(expected)
  })

  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U123>', '&lt;@U123&gt;'],
    ['<#C123|general>', '&lt;#C123|general&gt;'],
    ['@here and @channel', '@\u2060here and @\u2060channel'],
    ['[<!here>](https://example.com)', '<https://example.com|&lt;!here&gt;>'],
    ['`<!everyone>`', '`&lt;!everyone&gt;`'],
    ['https://example.com/<!channel>', '<https://example.com/>&lt;!channel&gt;'],
    ['[x](https://example.com|<!channel>)', '[x](<https://example.com>|&lt;!channel&gt;)'],
  ])('that would ring stays text: %j', (markdown, expected) => {
    expect(mrkdwnOf(markdown)).toBe(expected)
  })

  it('is cut with an ellipsis, and what is open is closed', () => {
    expect(mrkdwnOf('**bold text**', 8)).toBe('*bold *…')
    expect(mrkdwnOf('a & b', 6)).toBe('a …')
    expect(mrkdwnOf('see [here](https://example.com)', 20)).toBe('see …')
    expect(mrkdwnOf('😀😀😀', 4)).toBe('😀…')
  })
})

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('<>&|*_~`[]()!@#\\ \nahttps://x.y😀'),
      '```',
      '@here',
      '<!channel>',
      'https://example.com/',
    ),
    maxLength: 3_000,
  }),
)

/** Only links that we have made may be in angle brackets, and every ampersand begins an escape. */
function expectHarmless(text: string): void {
  const rest = text
    .replaceAll(/<date>/g, '')
    .replaceAll(/<(?:https?:\/\/|mailto:)[^<>|\n]+(?:\|[^<>|\n]*)?>/gi, '')
    .replaceAll(/<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[\d :-]+UTC>/g, '')
  expect(rest).not.toMatch(/[<>]/)
  expect(text.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toMatch(/&/)
  expect(text).not.toMatch(/@(?:here|channel|everyone)\b/i)
  expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
}

interface ShownBlock {
  readonly type: string
  readonly text?: { readonly text: string }
  readonly fields?: readonly { readonly text: string }[]
  readonly elements?: readonly { readonly url?: string; readonly value?: string }[]
}

const MOST_TEXT: Readonly<Record<string, number>> = { header: 150, section: 3_000 }
const MOST_ELEMENTS: Readonly<Record<string, number>> = { context: 10, actions: 25 }

function expectWithinLimits({ type, text, fields = [], elements = [] }: ShownBlock): void {
  expect(text?.text.length ?? 0).toBeLessThanOrEqual(MOST_TEXT[type] ?? 0)
  expect(text?.text).not.toBe('')
  expect(fields.length).toBeLessThanOrEqual(10)
  for (const field of fields) expect(field.text.length).toBeLessThanOrEqual(2_000)
  expect(elements.length).toBeLessThanOrEqual(MOST_ELEMENTS[type] ?? 0)
  for (const { url, value } of elements) {
    expect(`${url}`.length).toBeLessThanOrEqual(3_000)
    expect(`${value}`.length).toBeLessThanOrEqual(2_000)
  }
}

describe('the message of any task', () => {
  const text = fc.oneof(nasty, fc.string({ unit: nasty, maxLength: 5 }))
  const shown = fc.record<Shown>({
    internalId: text,
    title: text,
    description: fc.option(fc.array(text, { maxLength: 20 }).map((parts) => parts.join('\n'))),
    priority: fc.option(fc.integer({ min: -1, max: 6 })),
    tags: fc.array(text, { maxLength: 50 }),
    assignees: fc.array(text, { maxLength: 20 }),
    status: fc.option(text),
    taskId: fc.string({ minLength: 1, maxLength: 3_000 }),
    taskUrl: fc.option(fc.oneof(fc.webUrl(), text)),
    isGone: fc.boolean(),
    pushError: fc.option(text),
    claimed: fc.option(
      fc.record({
        by: text,
        at: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
      }),
    ),
    click: fc.option(
      fc.record({
        kind: fc.constantFrom('claim', 'release', 'take-over'),
        by: text,
        isTried: fc.boolean(),
        reason: text,
      }),
    ),
    allowRelease: fc.boolean(),
    allowTakeOver: fc.boolean(),
  })

  it('keeps to the limits of Block Kit, and nothing in it links or rings by itself', () => {
    fc.assert(
      fc.property(shown, (one) => {
        const message = taskMessage(one)
        expect(message.blocks.length).toBeLessThanOrEqual(50)
        expect(message.text.length).toBeLessThanOrEqual(3_000)
        expectHarmless(message.text)
        for (const block of message.blocks as readonly unknown[]) expectWithinLimits(block as ShownBlock)
        JSON.stringify(message, (_key, value: unknown) => {
          const { type, text: words, verbatim } = Object(value) as Record<string, unknown>
          if (type === 'mrkdwn') {
            expectHarmless(words as string)
            expect(verbatim).toBe(true)
          }
          return value
        })
      }),
      { numRuns: 300 },
    )
  })

  it('is cut anywhere without halving an escape or a character', () => {
    fc.assert(
      fc.property(nasty, fc.nat(500), (words, most) => {
        const escaped = escapeText(words)
        const cut = cutEscaped(escaped, most)
        expect(cut.length).toBeLessThanOrEqual(most)
        expect(escaped.startsWith(cut)).toBe(true)
        expect(cut.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toMatch(/&/)
      }),
    )
  })

  it('is made in an instant, also of what is made to be slow', () => {
    for (const part of [
      '*',
      '_',
      '`',
      '[',
      '[a](',
      '![',
      '**a',
      '> ',
      '~~',
      'https://',
      '- ',
      '# ',
      '\\',
      '<http://',
    ])
      expect(mrkdwnOf(part.repeat(200_000), 1_500).length).toBeLessThanOrEqual(1_500)
  })
})

describe('the buttons', () => {
  const claimed = { by: 'Anna', at: new Date('2026-11-27T15:00:00Z') }

  it('are what the task allows', () => {
    expect(actionsIn(SHOWN)).toEqual(['open_task', 'claim_task'])
    expect(actionsIn({ ...SHOWN, claimed })).toEqual(['open_task', 'release_task', 'take_over_task'])
    expect(actionsIn({ ...SHOWN, claimed, allowTakeOver: false })).toEqual(['open_task', 'release_task'])
    expect(actionsIn({ ...SHOWN, claimed, allowRelease: false, allowTakeOver: false })).toEqual(['open_task'])
    expect(actionsIn({ ...SHOWN, isGone: true })).toEqual(['open_task'])
    expect(actionsIn({ ...SHOWN, taskUrl: null, isGone: true })).toEqual([])
  })

  it('say who has the task, and when in the time of whoever looks', () => {
    expect(JSON.stringify(taskMessage({ ...SHOWN, claimed }))).toContain(
      'Claimed by Anna · <!date^1795791600^{date_short_pretty} at {time}|2026-11-27 15:00 UTC>',
    )
  })
})
