import type { Violation } from '../../../api/client.ts'
import type { ReplyRule } from '../../../api/reply-types.ts'

/** A rule as it is typed: the number is a text until it is read. */
export interface TypedRule extends Omit<ReplyRule, 'cooldownMinutes'> {
  readonly cooldownMinutes: string
}

export type RuleProblem = 'keywords' | 'events' | 'reply' | 'cooldownMinutes'

const LONGEST_COOLDOWN = 525_600
const LONGEST_REPLY = 2_000
// So that a rule can be put between two others by whoever writes to the API.
const STEP = 10

export function newRule(): TypedRule {
  return {
    // Of no use to anybody who guesses it; it only has to differ from the others.
    id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`,
    name: '',
    enabled: true,
    events: ['comment'],
    match: 'word',
    keywords: [],
    exclude: [],
    caseSensitive: false,
    reply: '',
    replyIn: 'thread',
    cooldownMinutes: '0',
    oncePerTask: false,
    priority: 0,
  }
}

export function typedOf(rule: ReplyRule): TypedRule {
  return { ...rule, cooldownMinutes: String(rule.cooldownMinutes) }
}

export function readRule(
  typed: TypedRule,
): { readonly rule: ReplyRule } | { readonly problems: readonly RuleProblem[] } {
  const { cooldownMinutes: text, reply, keywords, events } = typed
  const cooldownMinutes = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
  const checks: Readonly<Record<RuleProblem, boolean>> = {
    keywords: keywords.length > 0,
    events: events.length > 0,
    reply: reply.trim() !== '' && reply.length <= LONGEST_REPLY,
    cooldownMinutes: cooldownMinutes <= LONGEST_COOLDOWN,
  }
  const problems = (Object.keys(checks) as RuleProblem[]).filter((name) => !checks[name])
  return problems.length > 0 ? { problems } : { rule: { ...typed, cooldownMinutes } }
}

/** In the order in which they are asked. */
export function inOrder(rules: readonly ReplyRule[]): readonly ReplyRule[] {
  // Sorting keeps the order of equal ones.
  return rules.toSorted((one, other) => other.priority - one.priority)
}

/** The rules in this order, with priorities that say so. */
export function renumbered(rules: readonly ReplyRule[]): readonly ReplyRule[] {
  return rules.map((rule, index) => ({ ...rule, priority: (rules.length - index) * STEP }))
}

export function moved(rules: readonly ReplyRule[], from: number, by: 1 | -1): readonly ReplyRule[] {
  const rule = rules[from]
  const other = rules[from + by]
  if (!rule || !other) return rules
  return renumbered(rules.map((each) => (each === rule ? other : each === other ? rule : each)))
}

interface RuleFault {
  readonly rule: string
  /** The keyword or the exclusion, where it is one of them. */
  readonly term: string | undefined
  readonly message: string
}

/** What the server says of single rules, by name instead of by number. */
export function faultsIn(
  violations: readonly Violation[],
  rules: readonly ReplyRule[],
): readonly RuleFault[] {
  return violations.flatMap(({ pointer, message }) => {
    const [, index, part, at] = /^\/rules\/(\d+)(?:\/(keywords|exclude)\/(\d+))?/.exec(pointer) ?? []
    const rule = rules[Number(index)]
    if (index === undefined || !rule) return []
    const terms = part === 'keywords' || part === 'exclude' ? rule[part] : []
    return [{ rule: titleOf(rule), term: terms[Number(at)], message }]
  })
}

/** A rule without a name is known by what it looks for. */
export function titleOf({ name, keywords }: Pick<ReplyRule, 'name' | 'keywords'>): string {
  return name.trim() === '' ? keywords.join(', ') : name
}
