import { RE2JS, RE2JSException } from 're2js'
import { foldText, hasWord } from './fold-text.ts'
import type { ReplyEvent, ReplyRule, RuleReason } from './auto-reply.schemas.ts'

/** Of longer texts only the beginning is looked at: a pattern takes time for every letter. */
export const MOST_TEXT = 5_000
// Steps for each letter; together with the above, the longest that a pattern can take is a fraction of a second.
export const MOST_STEPS = 1_000

/** A text that rules look at, such as a comment, or the name and the description of a task. */
export interface Heard {
  readonly event: ReplyEvent
  readonly texts: readonly string[]
}

export interface CompiledRule {
  readonly rule: ReplyRule
  /** Undefined when it matches. */
  reasonAgainst(
    heard: Heard,
  ): Extract<RuleReason, 'disabled' | 'other-event' | 'no-match' | 'excluded'> | undefined
}

type Finder = (text: string) => boolean

/** In the order in which they are asked. */
export function compileRules(rules: readonly ReplyRule[]): readonly CompiledRule[] {
  // Sorting keeps the order of equal ones.
  return rules.toSorted((a, b) => b.priority - a.priority).map(compileRule)
}

function compileRule(rule: ReplyRule): CompiledRule {
  const keywords = rule.keywords.map((term) => finderOf(rule, rule.match, term))
  const excluded = rule.exclude.map((term) =>
    finderOf(rule, rule.match === 'exact' ? 'contains' : rule.match, term),
  )
  const prepare = preparerOf(rule)
  return {
    rule,
    reasonAgainst: ({ event, texts }) => {
      if (!rule.enabled) return 'disabled'
      if (!rule.events.includes(event)) return 'other-event'
      const prepared = texts.map((text) => prepare(text.slice(0, MOST_TEXT)))
      if (prepared.some((text) => excluded.some((find) => find(text)))) return 'excluded'
      return prepared.some((text) => keywords.some((find) => find(text))) ? undefined : 'no-match'
    },
  }
}

function preparerOf({ match, caseSensitive }: ReplyRule): (text: string) => string {
  if (match === 'regex') return (text) => text.normalize('NFKC')
  const fold = caseSensitive ? (text: string) => text.normalize('NFKC') : foldText
  return (text) => fold(text).replaceAll(/\s+/gu, ' ').trim()
}

function finderOf(rule: ReplyRule, match: ReplyRule['match'], term: string): Finder {
  if (match === 'regex') {
    const pattern = readPattern(term, rule.caseSensitive)
    // What cannot be compiled was refused when it was saved.
    return typeof pattern === 'string' ? () => false : (text) => pattern.matcher(text).find()
  }
  const wanted = preparerOf({ ...rule, match })(term)
  if (wanted === '') return () => false
  if (match === 'exact') return (text) => text === wanted
  return match === 'word' ? (text) => hasWord(text, wanted) : (text) => text.includes(wanted)
}

/** The compiled pattern, or what is wrong with it. */
export function readPattern(source: string, caseSensitive: boolean): RE2JS | string {
  const flags = caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE
  try {
    const pattern = RE2JS.compile(source.normalize('NFKC'), flags)
    return pattern.programSize() > MOST_STEPS ? 'is too large; repeat less in it' : pattern
  } catch (error) {
    if (error instanceof RE2JSException) return `is no pattern of RE2: ${faultIn(error, flags)}`
    throw error
  }
}

/** Without what the library puts before the words, and before the pattern for its flags. */
function faultIn({ message }: RE2JSException, flags: number): string {
  const fault = message.replace(/^error parsing regexp: /, '')
  return flags === 0 ? fault : fault.replace('`(?i)', '`')
}
