import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { addDays, daysBetween } from '../calendar-day.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { zoneClock } from '../zone-clock.ts'
import type { HoursQuery, HoursView, WhatIfQuery, WhatIfView } from './hours.schemas.ts'
import { listHours, listOverLimits, type DayRange } from './hours.store.ts'

type HoursDeps = Pick<TimeSessionDeps, 'db' | 'clock'>

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
  const to = days.to ?? zoneClock(zone).dayOf(now.getTime())
  const from = days.from ?? addDays(to, -27)
  const length = daysBetween(from, to)
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
