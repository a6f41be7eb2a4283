import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { actorOf } from '../audit/actor-of.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { announceLimits } from '../mails/announce-limits.ts'
import { openPlace } from '../sessions/open-place.ts'
import { saveChanges, type Place } from '../sessions/save-changes.ts'
import { readSettings } from '../settings/change-settings.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { insertAlerts, listTimesNow, listUnmarked, type OvertimeAlert } from './overtime.store.ts'

type WatchDeps = Pick<TimeSessionDeps, 'db' | 'clock' | 'mailing'>

/** Marks what runs over its limit, and notes who is over the day's or week's, each once: whoever comes second finds it done. */
export async function watchOvertime(deps: WatchDeps, scope: WorkspaceScope): Promise<void> {
  const { db, clock } = deps
  const settings = await readSettings(deps, scope)
  const now = clock.now()
  const limits = { ...settings, now }
  const isQuiet = (await inWorkspaceAtOnce(db, scope, (tx) => listUnmarked(tx, scope, limits))).length === 0
  if (!isQuiet)
    await inWorkspace(db, scope, async (tx) => {
      await markSessions(await openPlace(deps, tx, scope), limits)
    })
  const alerts = await findAlerts(deps, scope, limits)
  if (alerts.length > 0)
    await inWorkspace(db, scope, (tx) => noteAlerts(deps, { tx, scope }, { alerts, noticedAt: now }))
}

async function markSessions(
  place: Place,
  limits: Pick<TimeSessionSettings, 'overtimeHours'> & { readonly now: Date },
): Promise<void> {
  const { now: at } = limits
  const because = {
    at,
    actor: actorOf(place.scope),
    action: 'session.overtime',
    eventId: null,
    note: null,
  }
  const unmarked = await listUnmarked(place.tx, place.scope, limits)
  await saveChanges(
    place,
    unmarked.map((before) => ({ before, after: { ...before, overtime: true, updatedAt: at }, because })),
  )
}

async function findAlerts(
  { db }: WatchDeps,
  scope: WorkspaceScope,
  settings: TimeSessionSettings & { readonly now: Date },
): Promise<readonly OvertimeAlert[]> {
  const { dailyHours, weeklyHours } = settings
  if (dailyHours === null && weeklyHours === null) return []
  const times = await inWorkspaceAtOnce(db, scope, (tx) => listTimesNow(tx, scope, settings))
  return times.flatMap(({ personId, ...time }) =>
    [
      { period: 'day' as const, startsOn: time.day, seconds: time.daySeconds, limitHours: dailyHours },
      { period: 'week' as const, startsOn: time.week, seconds: time.weekSeconds, limitHours: weeklyHours },
    ].flatMap(({ seconds, limitHours, ...when }): OvertimeAlert[] =>
      limitHours !== null && seconds > limitHours * 3_600 ? [{ personId, limitHours, ...when }] : [],
    ),
  )
}

/** An entry for each person and period that nobody has noticed before. */
async function noteAlerts(
  deps: WatchDeps,
  { tx, scope }: Pick<Place, 'tx' | 'scope'>,
  found: { readonly alerts: readonly OvertimeAlert[]; readonly noticedAt: Date },
): Promise<void> {
  const fresh = await insertAlerts(tx, scope, found)
  if (fresh.length === 0) return
  const isFresh = (alert: OvertimeAlert): boolean =>
    fresh.some(({ personId, period }) => personId === alert.personId && period === alert.period)
  const place = await openPlace(deps, tx, scope)
  const noticed = found.alerts.filter(isFresh)
  await place.log.append(
    noticed.map(({ personId, period, startsOn, limitHours }) => ({
      id: newId(),
      at: found.noticedAt,
      actor: actorOf(scope),
      action: `person.overtime-${period}`,
      sessionId: null,
      eventId: null,
      changes: [
        { field: 'personId', before: null, after: personId },
        { field: 'limitHours', before: null, after: limitHours },
        { field: 'startsOn', before: null, after: startsOn },
      ],
      note: null,
    })),
  )
  await announceLimits(place, noticed)
}
