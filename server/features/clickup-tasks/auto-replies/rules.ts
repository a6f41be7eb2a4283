import { AppError, type Violation } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { ReplyRule, ReplyRulesBody } from './auto-reply.schemas.ts'
import { readPattern } from './match-rule.ts'
import { findRules, saveRules, type StoredRules } from './rule.store.ts'

export interface KnownRules {
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

/** What the schema cannot say: ids are unique, and patterns can be compiled. */
export function checkRules(rules: readonly ReplyRule[]): void {
  const violations = rules.flatMap((rule, index) => [
    ...idViolations(rules, index),
    ...patternViolations(rule, `/rules/${index}`),
  ])
  if (violations.length > 0) throw new AppError('INVALID', 'These rules cannot be kept.', { violations })
}

function idViolations(rules: readonly ReplyRule[], index: number): readonly Violation[] {
  const isFirst = rules.findIndex(({ id }) => id === rules[index]?.id) === index
  return isFirst
    ? []
    : [{ in: 'body', pointer: `/rules/${index}/id`, message: 'is the id of another rule, too' }]
}

function patternViolations(
  { match, keywords, exclude, caseSensitive }: ReplyRule,
  at: string,
): readonly Violation[] {
  if (match !== 'regex') return []
  return Object.entries({ keywords, exclude }).flatMap(([name, patterns]) =>
    patterns.flatMap((source, index) => {
      const pattern = readPattern(source, caseSensitive)
      if (typeof pattern !== 'string') return []
      return [{ in: 'body' as const, pointer: `${at}/${name}/${index}`, message: pattern }]
    }),
  )
}
