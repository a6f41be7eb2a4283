import type { CompiledRule, Heard } from './match-rule.ts'
import type { ReplyRule, RuleReason } from './auto-reply.schemas.ts'

export interface Judged {
  readonly rule: ReplyRule
  readonly reason: RuleReason
}

/** Whether a rule that matches has to be silent in the task because of what it answered before. */
export type Silence = (rule: ReplyRule) => Extract<RuleReason, 'cooling-down' | 'once-per-task'> | undefined

/** What each rule would do, in their order; at most one answers. */
export function judgeRules(
  rules: readonly CompiledRule[],
  heard: Heard,
  silence: Silence,
): readonly Judged[] {
  let isAnswered = false
  return rules.map((compiled) => {
    const { rule } = compiled
    const against = compiled.reasonAgainst(heard)
    if (against !== undefined) return { rule, reason: against }
    if (isAnswered) return { rule, reason: 'lower-priority' }
    const silent = silence(rule)
    isAnswered = silent === undefined
    return { rule, reason: silent ?? 'answers' }
  })
}
