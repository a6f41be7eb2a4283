import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { actorOf } from '../audit/actor-of.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { listFacts } from '../events/fact.store.ts'
import { foldFacts } from '../events/fold-facts.ts'
import { openPlace } from './open-place.ts'
import { findSessionWithPerson } from './session-search.store.ts'
import { saveChanges } from './save-changes.ts'
import type { SessionRow } from './session.store.ts'
import type { FoundSession } from './session.view.ts'

interface Decision {
  readonly id: string
  readonly approved: boolean
  readonly note?: string | undefined
}

/** Approval freezes start, end and duration as they are now. One of two coordinators wins; Clockify is never told. */
export async function decideSession(
  deps: Pick<TimeSessionDeps, 'db' | 'clock' | 'mailing'>,
  scope: WorkspaceScope,
  { id, approved, note }: Decision,
): Promise<FoundSession> {
  return inWorkspace(deps.db, scope, async (tx) => {
    // Whoever comes second sees what the first has decided.
    const place = await openPlace(deps, tx, scope)
    const found = await findSessionWithPerson(tx, scope, id)
    if (found === undefined) throw notFound('session', id)
    const before = found.session
    if (before.status !== 'under-review')
      throw new AppError('CONFLICT', `This session is not under review: it is ${before.status}.`)
    const at = deps.clock.now()
    const after = {
      ...before,
      ...(approved ? approvedTimes(before) : {}),
      status: approved ? 'approved' : 'rejected',
      decision: approved ? 'approved' : 'rejected',
      decidedEdits: await countEdits(tx, scope, before),
      note: note ?? before.note,
      updatedAt: at,
    } satisfies SessionRow
    const action = approved ? 'session.approved' : 'session.rejected'
    const because = { at, actor: actorOf(scope), action, eventId: null, note: note ?? null }
    await saveChanges(place, [{ before, after, because }])
    return { ...found, session: after }
  })
}

function approvedTimes({ startedAt, endedAt, durationSeconds }: SessionRow): Partial<SessionRow> {
  return { approvedStartedAt: startedAt, approvedEndedAt: endedAt, approvedSeconds: durationSeconds }
}

/** What the decision knows of: an edit beyond these opens a new review. */
async function countEdits(tx: Tx, scope: WorkspaceScope, { externalId, edits }: SessionRow): Promise<number> {
  if (externalId === null) return edits
  return foldFacts(await listFacts(tx, scope, [externalId]))?.editsAfterwards ?? edits
}
