import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { listSessions } from '../sessions/session-search.store.ts'
import { sessionView } from '../sessions/session.view.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { OvertimeView } from './overtime.schemas.ts'
import { listLimitsOf, listTimesNow } from './overtime.store.ts'

const MOST = 1_000

/** Who is running now and for how long, and what everybody has worked today and this week. */
export async function readBoard(
  { db, clock }: Pick<TimeSessionDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
): Promise<OvertimeView> {
  return inWorkspace(db, scope, async (tx) => {
    const settings = await findSettings(tx, scope)
    const now = clock.now()
    const page = { filter: { running: true }, before: undefined, limit: MOST }
    const found = (await listSessions(tx, scope, page)).toReversed()
    const times = await listTimesNow(tx, scope, { ...settings, now })
    const people = await listLimitsOf(tx, scope, [
      ...found.map(({ person }) => person.id),
      ...times.map(({ personId }) => personId),
    ])
    const { overtimeHours, dailyHours, weeklyHours } = settings
    return {
      running: found.map((session) => {
        const limitHours = people.get(session.person.id)?.overtimeHours ?? overtimeHours
        const seconds = (now.getTime() - session.session.startedAt.getTime()) / 1_000
        return { session: sessionView(session), limitHours, seconds, over: seconds > limitHours * 3_600 }
      }),
      people: times
        .map(({ personId, daySeconds, weekSeconds }) => ({
          person: { id: personId, name: people.get(personId)?.name ?? personId },
          daySeconds,
          weekSeconds,
          dayLimit: dailyHours,
          weekLimit: weeklyHours,
        }))
        .toSorted((a, b) => b.weekSeconds - a.weekSeconds),
    }
  })
}
