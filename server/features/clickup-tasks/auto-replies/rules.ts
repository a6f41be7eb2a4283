import { AppError, type Violation } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { ReplyRule, ReplyRulesBody } from './auto-reply.schemas.ts'
import { MOST_STEPS, readPattern } from './match-rule.ts'
import { findRules, saveRules, type StoredRules } from './rule.store.ts'

interface KnownRules {
  readonly rules: readonly ReplyRule[]
  /** Of the connected user, as far as it was asked for. */
  readonly ownUserId: string | null
}

export async function readRules(
  { db }: Pick<ClickupTaskDeps, 'db'>,
  scope: WorkspaceScope,
): Promise<KnownRules> {
  return rulesOf(await inWorkspaceAtOnce(db, scope, (tx) => findRules(tx, scope)))
}

/** In place of all that were there. */
export async function replaceRules(
  { db, clock }: Pick<ClickupTaskDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { rules }: ReplyRulesBody,
): Promise<{ readonly rules: ReplyRule[] }> {
  checkRules(rules)
  const updatedAt = clock.now()
  await inWorkspaceAtOnce(db, scope, (tx) =>
    saveRules(tx, scope, { rules: JSON.stringify(rules), updatedAt }),
  )
  return { rules }
}

function rulesOf(stored: StoredRules | undefined): KnownRules {
  // Only what the schema had read was ever stored.
  const rules = (stored?.rules ?? []) as readonly ReplyRule[]
  return { rules, ownUserId: stored?.ownUserId ?? null }
}

// For each letter of a text, as MOST_STEPS of one pattern: what all rules together may take, so that a text takes a second at most.
const MOST_STEPS_OF_ALL = 10_000
const STEPS_OF_A_WORD = 5

/** What the schema cannot say: ids are unique, patterns can be compiled, and all together can be looked for in little time. */
export function checkRules(rules: readonly ReplyRule[]): void {
  const wrong = [...rules.flatMap((_rule, index) => idViolations(rules, index)), ...termViolations(rules)]
  if (wrong.length === 0) return
  const words = wrong.includes(TOO_MUCH)
    ? `All rules together ${TOO_MUCH.message}.`
    : 'These rules cannot be kept.'
  throw new AppError('INVALID', words, { violations: wrong })
}

function idViolations(rules: readonly ReplyRule[], index: number): readonly Violation[] {
  const isFirst = rules.findIndex(({ id }) => id === rules[index]?.id) === index
  return isFirst
    ? []
    : [{ in: 'body', pointer: `/rules/${index}/id`, message: 'is the id of another rule, too' }]
}

function termViolations(rules: readonly ReplyRule[]): readonly Violation[] {
  const violations: Violation[] = []
  let steps = 0
  for (const { pointer, source, rule } of termsIn(rules)) {
    const pattern = rule.match === 'regex' ? readPattern(source, rule.caseSensitive) : undefined
    if (typeof pattern === 'string') violations.push({ in: 'body', pointer, message: pattern })
    steps += typeof pattern === 'string' ? MOST_STEPS : (pattern?.programSize() ?? STEPS_OF_A_WORD)
    // Reading the rest would take long, too.
    if (steps > MOST_STEPS_OF_ALL) return violations.length > 0 ? violations : [TOO_MUCH]
  }
  return violations
}

const TOO_MUCH: Violation = {
  in: 'body',
  pointer: '/rules',
  message: `take too long; keep at most ${MOST_STEPS_OF_ALL / STEPS_OF_A_WORD} words, and fewer where there are patterns`,
}

interface Term {
  readonly pointer: string
  readonly source: string
  readonly rule: ReplyRule
}

function termsIn(rules: readonly ReplyRule[]): readonly Term[] {
  return rules.flatMap((rule, at) =>
    (['keywords', 'exclude'] as const).flatMap((name) =>
      rule[name].map((source, index) => ({ pointer: `/rules/${at}/${name}/${index}`, source, rule })),
    ),
  )
}
