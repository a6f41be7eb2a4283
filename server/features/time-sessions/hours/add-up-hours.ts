import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import type { HoursQuery, HoursView, WhatIfQuery, WhatIfView } from './hours.schemas.ts'
import { listHours, listOverLimits, type DayRange } from './hours.store.ts'

type HoursDeps = Pick<TimeSessionDeps, 'db' | 'clock'>

const DAY_MS = 86_400_000
const LONGEST_DAYS = 3_660

/** Sessions that cross a border are cut at it. */
export async function addUpHours(
  { db, clock }: HoursDeps,
  scope: WorkspaceScope,
  { by, ...days }: HoursQuery,
): Promise<HoursView> {
  return inWorkspace(db, scope, async (tx) => {
    const range = rangeOf(days, await findSettings(tx, scope), clock.now())
    const items = await listHours(tx, scope, { by, ...range })
    return { from: range.from, to: range.to, items }
  })
}

/** Who would have been over which limit; nothing is marked or mailed. */
export async function tryLimits(
  { db, clock }: HoursDeps,
  scope: WorkspaceScope,
  { overtimeHours, dailyHours, weeklyHours, ...days }: WhatIfQuery,
): Promise<WhatIfView> {
  return inWorkspace(db, scope, async (tx) => {
    const range = rangeOf(days, await findSettings(tx, scope), clock.now())
    const limits = {
      overtimeHours: overtimeHours ?? null,
      dailyHours: dailyHours ?? null,
      weeklyHours: weeklyHours ?? null,
    }
    const people = await listOverLimits(tx, scope, { limits, ...range })
    return { from: range.from, to: range.to, people }
  })
}

function rangeOf(
  days: { readonly from?: string; readonly to?: string },
  { reportZone: zone, weekStart }: TimeSessionSettings,
  now: Date,
): DayRange {
  const to = days.to ?? dayIn(zone, now)
  const from = days.from ?? new Date(Date.parse(to) - 27 * DAY_MS).toISOString().slice(0, 10)
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS
  if (length < 0 || length > LONGEST_DAYS)
    throw new AppError('INVALID', 'The days are no range.', {
      violations: [
        {
          in: 'query',
          pointer: '/to',
          message: length < 0 ? 'is before `from`' : 'is more than ten years after `from`',
        },
      ],
    })
  return { from, to, zone, weekStart, now }
}

/** The date in a zone, as in a calendar there. */
function dayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
}
