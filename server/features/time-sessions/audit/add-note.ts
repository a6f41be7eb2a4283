import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findSessionWithPerson } from '../sessions/session-search.store.ts'
import { actorOf } from './actor-of.ts'
import { openAuditLog } from './append-entries.ts'
import type { ChainedEntry } from './audit-chain.ts'

/** Something that a person wants to be on record. */
export async function addNote(
  deps: Pick<TimeSessionDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { sessionId, note }: { readonly sessionId?: string; readonly note: string },
): Promise<ChainedEntry> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const log = await openAuditLog(tx, scope)
    if (sessionId !== undefined && !(await findSessionWithPerson(tx, scope, sessionId)))
      throw new AppError('INVALID', 'The note is about a session that is not here.', {
        violations: [{ in: 'body', pointer: '/sessionId', message: 'is no session of this workspace' }],
      })
    const [entry] = await log.append([
      {
        id: newId(),
        at: deps.clock.now(),
        actor: actorOf(scope),
        action: 'note.added',
        sessionId: sessionId ?? null,
        eventId: null,
        changes: [],
        note,
      },
    ])
    if (entry === undefined) throw new Error('a note was not appended')
    return entry
  })
}
