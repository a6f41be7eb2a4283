import { setImmediate as otherWork } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { DryRun, DryRunBody, DryRunItem, ReplyEvent, ReplyRule } from './auto-reply.schemas.ts'
import { judgeRules, type Judged, type Silence } from './choose-rule.ts'
import { compileRules, MOST_TEXT, type CompiledRule } from './match-rule.ts'
import { listPastTasks, type PastTask } from './past-text.store.ts'
import { replyText } from './reply-text.ts'
import { checkRules, readRules } from './rules.ts'

interface Past {
  readonly event: ReplyEvent
  readonly taskId: string | null
  readonly commentId: string | null
  readonly taskName: string
  readonly author: { readonly id: string; readonly name: string } | null
  readonly at: string | null
  readonly texts: readonly string[]
}

/** What the rules, or others instead, would answer; nothing is sent or kept. */
export async function dryRun(
  deps: Pick<ClickupTaskDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { rules: given, text, event, recent }: DryRunBody,
): Promise<DryRun> {
  if ((text === undefined) === (recent === undefined)) throw oneOfBoth()
  if (given !== undefined) checkRules(given)
  const known = await readRules(deps, scope)
  const rules = compileRules(given ?? known.rules)
  if (text !== undefined) {
    const byHand = {
      event,
      taskId: null,
      commentId: null,
      taskName: '',
      author: null,
      at: null,
      texts: [text],
    }
    return {
      items: [
        itemOf(
          byHand,
          judgeRules(rules, byHand, () => undefined),
        ),
      ],
    }
  }
  const most = recent ?? 0
  const tasks = await inWorkspaceAtOnce(deps.db, scope, (tx) => listPastTasks(tx, scope, most))
  const past = tasks
    .flatMap(pastOf)
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
    .slice(0, most)
  return { items: await replayed(deps, { rules, past, ownUserId: known.ownUserId }) }
}

function oneOfBoth(): AppError {
  const violations = [
    { in: 'body' as const, pointer: '/text', message: 'is needed, or else recent; not both' },
  ]
  return new AppError('INVALID', 'Give a text, or how many of the latest ones.', { violations })
}

function pastOf({ task, details }: PastTask): readonly Past[] {
  const { id: taskId, name: taskName } = task
  const created: Past = {
    event: 'task-created',
    taskId,
    commentId: null,
    taskName,
    author: task.creator,
    at: task.createdAt,
    texts: [task.name, task.description],
  }
  const comments = (details?.comments ?? []).map(({ id, author, writtenAt, text }): Past => ({
    event: 'comment',
    taskId,
    commentId: id,
    taskName,
    author,
    at: writtenAt,
    texts: [text],
  }))
  return [created, ...comments]
}

interface Replay {
  readonly rules: readonly CompiledRule[]
  /** Newest first. */
  readonly past: readonly Past[]
  readonly ownUserId: string | null
}

// Somebody waits for it.
const MOST_MS = 5_000

/** As if they came one after the other, the oldest first; the result is the other way round. */
async function replayed(
  { clock }: Pick<ClickupTaskDeps, 'clock'>,
  { rules, past, ownUserId }: Replay,
): Promise<DryRunItem[]> {
  const startedMs = clock.monotonicMs()
  const answeredAt = new Map<string, number>()
  const judgedOf = (one: Past): readonly Judged[] => {
    if (ownUserId !== null && one.author?.id === ownUserId) return ownText(rules)
    const atMs = Date.parse(one.at ?? '')
    const silence: Silence = (rule) => silenceOf(rule, atMs, answeredAt.get(`${rule.id} ${one.taskId}`))
    const judged = judgeRules(rules, one, silence)
    for (const { rule, reason } of judged)
      if (reason === 'answers') answeredAt.set(`${rule.id} ${one.taskId}`, atMs)
    return judged
  }
  const items: DryRunItem[] = []
  for (const one of past.toReversed()) {
    if (clock.monotonicMs() - startedMs > MOST_MS) throw tooSlow()
    items.push(itemOf(one, judgedOf(one)))
    await otherWork()
  }
  return items.toReversed()
}

function tooSlow(): AppError {
  return new AppError('INVALID', 'These rules take too long for so many texts. Try fewer of them.', {
    violations: [{ in: 'body', pointer: '/recent', message: 'is too many for these rules; try fewer' }],
  })
}

export function silenceOf(rule: ReplyRule, atMs: number, lastMs: number | undefined): ReturnType<Silence> {
  if (lastMs === undefined) return undefined
  if (rule.oncePerTask) return 'once-per-task'
  return atMs - lastMs < rule.cooldownMinutes * 60_000 ? 'cooling-down' : undefined
}

function ownText(rules: readonly CompiledRule[]): readonly Judged[] {
  return rules.map(({ rule }) => ({ rule, reason: 'own-text' }))
}

function itemOf(past: Past, judged: readonly Judged[]): DryRunItem {
  const { event, taskId, commentId, author, at, taskName, texts } = past
  const answer = judged.find(({ reason }) => reason === 'answers')?.rule
  return {
    event,
    taskId,
    commentId,
    author: author?.name ?? null,
    at,
    text: texts.join('\n').slice(0, MOST_TEXT),
    answer:
      answer === undefined
        ? null
        : {
            ruleId: answer.id,
            ruleName: answer.name,
            reply: replyText(answer.reply, { task: taskName, author: author?.name ?? '' }),
          },
    rules: judged.map(({ rule, reason }) => ({ ruleId: rule.id, ruleName: rule.name, reason })),
  }
}
