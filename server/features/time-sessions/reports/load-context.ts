import { inWorkspace } from '../../../storage/db.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { weekFinder } from '../calendar-day.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findPerson } from '../people/person.store.ts'
import { findSettings } from '../settings/change-settings.ts'
import { zoneClock } from '../zone-clock.ts'
import type { ReportContext } from './report-context.ts'
import { spanOf } from './report-period.ts'
import type { ReportRow } from './report.store.ts'
import { reportTexts } from './texts/report-texts.ts'

/** Zone and days are the report's own; how weeks begin and the language are as they are set now. */
export async function loadContext(
  { db, clock }: Pick<TimeSessionDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { kind, personId, fromDay, toDay, zone }: ReportRow,
): Promise<ReportContext> {
  const period = { from: fromDay, to: toDay }
  return inWorkspace(db, scope, async (tx) => {
    const { weekStart, language } = await findSettings(tx, scope)
    const person = personId === null ? undefined : await findPerson(tx, scope, personId)
    return {
      kind,
      period,
      span: spanOf(period, zone),
      clock: zoneClock(zone),
      weekOf: weekFinder(weekStart),
      texts: reportTexts(language),
      person,
      madeAt: clock.now(),
    }
  })
}
