import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReplyRule } from '../../../../server/features/clickup-tasks/auto-replies/auto-reply.schemas.ts'
import { judgeRules } from '../../../../server/features/clickup-tasks/auto-replies/choose-rule.ts'
import { foldText, hasWord } from '../../../../server/features/clickup-tasks/auto-replies/fold-text.ts'
import {
  compileRules,
  readPattern,
} from '../../../../server/features/clickup-tasks/auto-replies/match-rule.ts'
import { replyText } from '../../../../server/features/clickup-tasks/auto-replies/reply-text.ts'
import { aRule } from './a-rule.ts'

function matches(rule: Partial<ReplyRule>, text: string): boolean {
  const [compiled] = compileRules([aRule(rule)])
  return compiled!.reasonAgainst({ event: 'comment', texts: [text] }) === undefined
}

const anyText = fc.string({ unit: 'grapheme', maxLength: 40 })
const word = fc.stringMatching(/^[\p{Script=Cyrillic}\p{Script=Latin}\p{Script=Greek}\d]{1,12}$/u)
const letters = fc.stringMatching(/^[a-z\u0430-\u044f\u03b1-\u03c9\u4e00-\u4eff0-9]{1,8}$/)

describe('keywords', () => {
  it.each<[ReplyRule['match'], string, string, boolean]>([
    ['contains', 'price', 'The PRICES, please', true],
    ['contains', 'цена', 'Какая ЦЕНА?', true],
    ['contains', 'straße', 'In der STRASSE', true],
    ['contains', 'große', 'GROẞE', true],
    ['contains', 'ΟΔΟΣ', 'η οδος', true],
    ['contains', 'ﬁle', 'a FILE', true],
    ['contains', 'café', 'CAFE\u0301 au lait', true],
    ['contains', 'full width', 'Ｆｕｌｌ　ｗｉｄｔｈ', true],
    ['contains', 'two words', 'two\n  words', true],
    ['word', 'цена', 'цена: 5', true],
    ['word', 'цена', 'ценами', false],
    ['word', 'цена', 'оценка', false],
    ['word', 'cat', 'concat, category, cat!', true],
    ['word', 'cat', 'concat, category', false],
    ['word', 'c++', 'I like c++.', true],
    ['word', 'क', 'की', false],
    ['word', 'e', 'e\u0301', false],
    ['word', 'ok', '𝒙ok', false],
    ['word', '价格', '价格?', true],
    ['exact', 'ping', ' Ping\n', true],
    ['exact', 'ping', 'ping!', false],
    ['regex', String.raw`^order #\d+$`, 'ORDER #12', true],
    ['regex', String.raw`заказ\s+\p{N}+`, 'Заказ 7', true],
    ['regex', '(x+x+)+y', 'x'.repeat(5_000), false],
  ])('%s: %j in %j is %s', (...[match, keyword, text, expected]) => {
    expect(matches({ match, keywords: [keyword] }, text)).toBe(expected)
  })

  it('tell capitals apart where that is wanted', () => {
    const rule: Partial<ReplyRule> = { keywords: ['Go'], match: 'word', caseSensitive: true }
    expect([matches(rule, 'Go!'), matches(rule, 'go!')]).toEqual([true, false])
    expect([matches({ ...rule, match: 'regex' }, 'Go'), matches({ ...rule, match: 'regex' }, 'go')]).toEqual([
      true,
      false,
    ])
  })

  it('give way to what is excluded', () => {
    const rule = { keywords: ['price'], exclude: ['wholesale'] }
    expect([matches(rule, 'the price'), matches(rule, 'the WHOLESALE price')]).toEqual([true, false])
    expect(matches({ ...rule, match: 'exact', exclude: ['pri'] }, 'price')).toBe(false)
  })

  it('are found wherever they are put, in any case', () => {
    fc.assert(
      fc.property(word, fc.tuple(anyText, anyText), fc.boolean(), (keyword, [before, after], isUpper) => {
        const text = `${before} ${isUpper ? keyword.toUpperCase() : keyword} ${after}`
        expect(matches({ match: 'contains', keywords: [keyword] }, text)).toBe(true)
        expect(matches({ match: 'word', keywords: [keyword] }, text)).toBe(true)
      }),
    )
  })

  it('are no words where a letter or a digit is beside them', () => {
    fc.assert(
      fc.property(letters, letters, (term, more) => {
        expect([hasWord(term + more, term), hasWord(more + term, term)]).toEqual([false, false])
        expect([hasWord(`(${term})`, term), hasWord(`${more} ${term}`, term)]).toEqual([true, true])
      }),
    )
  })

  it('are folded once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('patterns', () => {
  it.each(['(', '(?=look)', String.raw`(a)\1`, 'a{9999}', '(a{500}){2}(b{900})'])('refuse %j', (source) => {
    expect(readPattern(source, false)).toEqual(expect.stringMatching(/^is /))
  })

  it('are refused in words about what was written', () => {
    for (const caseSensitive of [true, false])
      expect(readPattern('(r|p', caseSensitive)).toBe('is no pattern of RE2: missing closing ): `(r|p`')
  })

  it('look at the first 5,000 letters, so that their size bounds the time they take', () => {
    const rule = { match: 'regex' as const, keywords: ['z'] }
    expect(matches(rule, `${'a'.repeat(4_999)}z`)).toBe(true)
    expect(matches(rule, `${'a'.repeat(5_000)}z`)).toBe(false)
  })
})

describe('rules', () => {
  const judge = (rules: readonly ReplyRule[], text: string, silent: readonly string[] = []) =>
    judgeRules(compileRules(rules), { event: 'comment', texts: [text] }, ({ id }) =>
      silent.includes(id) ? 'cooling-down' : undefined,
    ).map(({ rule, reason }) => `${rule.id} ${reason}`)

  it('are asked by priority, then in their order, and one answers', () => {
    const rules = [
      aRule({ id: 'a' }),
      aRule({ id: 'b' }),
      aRule({ id: 'high', priority: 5 }),
      aRule({ id: 'off', enabled: false }),
      aRule({ id: 'new', events: ['task-created'] }),
      aRule({ id: 'none', keywords: ['other'] }),
    ]
    const rest = ['off disabled', 'new other-event', 'none no-match']

    expect(judge(rules, 'price')).toEqual(['high answers', 'a lower-priority', 'b lower-priority', ...rest])
    expect(judge(rules, 'price', ['high'])).toEqual([
      'high cooling-down',
      'a answers',
      'b lower-priority',
      ...rest,
    ])
  })

  it('never let two answer', () => {
    const some = fc.array(fc.record({ priority: fc.integer({ min: -2, max: 2 }), enabled: fc.boolean() }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(some, fc.array(fc.nat(7)), (parts, silent) => {
        const rules = parts.map((part, index) => aRule({ ...part, id: `r${index}` }))
        const judged = judge(
          rules,
          'price',
          silent.map((index) => `r${index}`),
        )
        const able = rules.filter(({ id, enabled }) => enabled && !silent.includes(Number(id.slice(1))))
        const best = able.toSorted((a, b) => b.priority - a.priority)[0]
        expect(judged.filter((line) => line.endsWith(' answers'))).toEqual(best ? [`${best.id} answers`] : [])
      }),
    )
  })
})

describe('a reply', () => {
  it('names the task and the author as they are', () => {
    const names = { task: 'Pay {author} $&\nnow', author: 'Ana' }
    expect(replyText('Hi {author}, {task} {other} {author}', names)).toBe(
      'Hi Ana, Pay {author} $& now {other} Ana',
    )
  })
})
