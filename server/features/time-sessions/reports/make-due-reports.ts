import { Type } from 'typebox'
import { defineJob, enqueueJobs, handleJob, type JobHandler } from '../../../platform/jobs/index.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { actorOf } from '../audit/actor-of.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { listReportedPeople } from '../people/person-search.store.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { makeReportJob } from './make-report.ts'
import { duePeriods, type Period, type PeriodKind } from './report-period.ts'
import { failLostReports, findLatestPeriod, insertReports, type NewReport } from './report.store.ts'

type DueDeps = Pick<TimeSessionDeps, 'db' | 'clock'>

const UNTOUCHED_MS = 60 * 60_000
const LOST = 'its job was cancelled or died; ask for the report again'

export const makeDueReportsJob = defineJob({
  name: 'time-sessions.make-due-reports',
  payload: Type.Object({}),
})

export function makeDueReportsHandler(deps: DueDeps): JobHandler {
  return handleJob(makeDueReportsJob, (job) => makeDueReports(deps, job.scope))
}

/** Of each period that is over one report for everybody and, as the settings say, one for each person: each by itself, each once. */
export async function makeDueReports({ db, clock }: DueDeps, scope: WorkspaceScope): Promise<void> {
  const now = clock.now()
  await inWorkspace(db, scope, async (tx) => {
    const settings = await findSettings(tx, scope)
    if (settings.weeklyReport) await makeDue(tx, scope, { kind: 'weekly', settings, now })
    if (settings.monthlyReport) await makeDue(tx, scope, { kind: 'monthly', settings, now })
    const createdBefore = new Date(now.getTime() - UNTOUCHED_MS)
    await failLostReports(tx, scope, { jobName: makeReportJob.name, createdBefore, error: LOST, at: now })
  })
}

interface Due {
  readonly kind: PeriodKind
  readonly settings: TimeSessionSettings
  readonly now: Date
}

async function makeDue(tx: Tx, scope: WorkspaceScope, due: Due): Promise<void> {
  const { kind, settings, now } = due
  const periods = duePeriods({
    kind,
    nowMs: now.getTime(),
    zone: settings.reportZone,
    weekStart: settings.weekStart,
    hour: settings.reportHour,
    latest: await findLatestPeriod(tx, scope, kind),
  })
  for (const period of periods) await makeForPeriod(tx, scope, { ...due, period })
}

/** Whoever stores the one for everybody makes the others too. */
async function makeForPeriod(
  tx: Tx,
  scope: WorkspaceScope,
  due: Due & { readonly period: Period },
): Promise<void> {
  const ids = await insertReports(tx, scope, [newReport(scope, due, null)])
  if (ids.length === 0) return
  const { reportReceivers } = due.settings
  if (reportReceivers === 'person' || reportReceivers === 'both') {
    const people = await listReportedPeople(tx, scope)
    const ofPeople = people.map((personId) => newReport(scope, due, personId))
    if (ofPeople.length > 0) ids.push(...(await insertReports(tx, scope, ofPeople)))
  }
  await enqueueJobs(
    tx,
    scope,
    ids.map((reportId) => ({ definition: makeReportJob, payload: { reportId } })),
  )
}

function newReport(
  scope: WorkspaceScope,
  { kind, period, settings, now }: Due & { readonly period: Period },
  personId: string | null,
): NewReport {
  return {
    id: newId(),
    kind,
    personId,
    fromDay: period.from,
    toDay: period.to,
    zone: settings.reportZone,
    email: null,
    periodKey: [kind, period.from, ...(personId === null ? [] : [personId])].join(':'),
    requestedBy: JSON.stringify(actorOf(scope)),
    createdAt: now,
  }
}
