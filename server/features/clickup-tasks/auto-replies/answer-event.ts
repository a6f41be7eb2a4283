import type { WebhookEvent } from '../../../platform/feature.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { findAsked } from './find-asked.ts'
import { compileRules, type CompiledRule } from './match-rule.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { readHappening, type Happening } from './read-happening.ts'
import { isLate, logLate, reserveReply, skipReply } from './reserve-reply.ts'
import { findReply, listOwnComments, type ReplyRow } from './reply.store.ts'
import { noteOwnUser } from './rule.store.ts'
import { readRules } from './rules.ts'
import { sendReply } from './send-reply.ts'

/** At most one reply to an event, however often the event comes. */
export async function answerEvent(
  deps: ReplyDeps,
  scope: WorkspaceScope,
  event: WebhookEvent,
): Promise<void> {
  const happening = readHappening(event)
  const { rules: all } = await readRules(deps, scope)
  const rules = compileRules(all.filter((rule) => rule.enabled && rule.events.includes(happening.event)))
  if (rules.length === 0 || (await isOfOurs(deps, scope, happening))) return
  const known = await inWorkspaceAtOnce(deps.db, scope, (tx) => findReply(tx, scope, happening.eventKey))
  if (known === undefined) await answer(deps, scope, { happening, rules })
  else await goOn(deps, scope, { happening, rules, known })
}

/** With a reply that was not sent, or whose sending was broken off. */
async function goOn(
  deps: ReplyDeps,
  scope: WorkspaceScope,
  { happening, rules, known }: Answering & { readonly known: ReplyRow },
): Promise<void> {
  const { id, status } = known
  if (status === 'sending') return sendReply(deps, scope, known)
  if (status !== 'waiting') return
  if (isLate(deps, happening)) return skipReply(deps, scope, { id, why: 'late' })
  if (!rules.some(({ rule }) => rule.id === known.ruleId))
    return skipReply(deps, scope, { id, why: 'rule-gone' })
  await sendReply(deps, scope, known)
}

/** Our own replies, and whatever is said in threads: somebody may answer us there, and so on for ever. */
async function isOfOurs({ db }: ReplyDeps, scope: WorkspaceScope, { comment }: Happening): Promise<boolean> {
  if (comment === undefined) return false
  if (comment.isReply) return true
  const own = await inWorkspaceAtOnce(db, scope, (tx) => listOwnComments(tx, scope, [comment.id]))
  return own.size > 0
}

interface Answering {
  readonly happening: Happening
  readonly rules: readonly CompiledRule[]
}

async function answer(deps: ReplyDeps, scope: WorkspaceScope, answering: Answering): Promise<void> {
  const { happening, rules } = answering
  if (happening.comment === undefined && isLate(deps, happening)) return logLate(deps, scope, happening)
  // Most comments are nobody's keyword: they cost no request.
  if (happening.comment !== undefined && !isMatched(rules, [happening.comment.text], happening)) return
  const clickup = await deps.openClickup(scope, 'background')
  const asked = await findAsked(clickup, answering)
  if (asked === undefined || !isMatched(rules, asked.texts, happening)) return
  const me = await clickup.me()
  await inWorkspace(deps.db, scope, (tx) => noteOwnUser(tx, scope, me.id))
  if (asked.author?.id === me.id) return
  const reply = await reserveReply(deps, scope, { asked, rules })
  if (reply !== undefined) await sendReply(deps, scope, reply)
}

function isMatched(
  rules: readonly CompiledRule[],
  texts: readonly string[],
  { event }: Pick<Happening, 'event'>,
): boolean {
  return rules.some((rule) => rule.reasonAgainst({ event, texts }) === undefined)
}
