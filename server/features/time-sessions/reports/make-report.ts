import { Type } from 'typebox'
import { deleteFile, storeFile } from '../../../platform/files/index.ts'
import { defineJob, handleJob, type JobHandler, type JobRun } from '../../../platform/jobs/index.ts'
import { writeWorkbook } from '../../../platform/xlsx/index.ts'
import { messageOf } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { startSmallHeap } from '../../../shared/small-heap.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { finishAndMail } from './finish-report.ts'
import { readPeople, readSessions } from './read-sessions.ts'
import type { ReportContext } from './report-context.ts'
import { loadContext } from './load-context.ts'
import { fileNameOf } from './report.view.ts'
import { countChangedSessions } from './report-session.store.ts'
import { reportWorkbook } from './report-workbook.ts'
import { failReport, findReport, noteSessions, startReport, type FoundReport } from './report.store.ts'

export type ReportDeps = Pick<TimeSessionDeps, 'db' | 'clock' | 'mailReport'>

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
// Between two of them, progress is stored.
const NOTE_EVERY = 20_000

export const makeReportJob = defineJob({
  name: 'time-sessions.make-report',
  payload: Type.Object({ reportId: Type.String({ description: 'the report to make' }) }),
})

export function makeReportHandler(deps: ReportDeps): JobHandler {
  return handleJob(makeReportJob, (job) => makeReport(deps, job))
}

/** One try: its file takes the place of the one before it, and only the latest try can end the report. */
async function makeReport(
  deps: ReportDeps,
  job: Pick<JobRun<{ readonly reportId: string }>, 'scope' | 'payload' | 'signal' | 'lastAttempt'>,
): Promise<void> {
  const { scope, signal } = job
  const report = await beginTry(deps, scope, job.payload.reportId)
  if (report === undefined) return
  const thisTry = { id: report.id, fileId: report.fileId }
  try {
    const context = await loadContext(deps, scope, report)
    const sessions = await storeReport(deps, scope, { report, context, signal })
    await finishAndMail(deps, scope, { report, sessions })
  } catch (error) {
    const isOver = job.lastAttempt && !signal.aborted
    const status = isOver ? 'failed' : 'waiting'
    const failure = {
      ...thisTry,
      status,
      error: messageOf(error),
      finishedAt: isOver ? deps.clock.now() : null,
    } as const
    await inWorkspaceAtOnce(deps.db, scope, (tx) => failReport(tx, scope, failure))
    throw error
  }
}

export interface StartedReport extends FoundReport {
  readonly fileId: string
}

/** Undefined when there is nothing left to do. */
async function beginTry(
  { db }: ReportDeps,
  scope: WorkspaceScope,
  id: string,
): Promise<StartedReport | undefined> {
  return inWorkspace(db, scope, async (tx) => {
    const found = await findReport(tx, scope, id)
    if (found === undefined) return undefined
    const fileId = newId()
    const started = await startReport(tx, scope, { id, fileId })
    if (started === undefined) return undefined
    if (found.fileId !== null) await deleteFile(tx, scope, found.fileId)
    return { ...started, fileId, personName: found.personName }
  })
}

interface Making {
  readonly report: StartedReport
  readonly context: ReportContext
  readonly signal: AbortSignal
}

/** Resolves to how many sessions were read. */
async function storeReport(
  deps: ReportDeps,
  scope: WorkspaceScope,
  { report, context, signal }: Making,
): Promise<number> {
  const { db } = deps
  const range = { span: context.span, personId: report.personId ?? undefined }
  let read = 0
  async function* sessions() {
    for await (const page of readSessions(db, scope, range)) {
      signal.throwIfAborted()
      const before = read
      read += page.length
      if (Math.floor(before / NOTE_EVERY) < Math.floor(read / NOTE_EVERY)) await note(read)
      yield page
    }
  }
  const note = (count: number): Promise<void> =>
    inWorkspaceAtOnce(db, scope, (tx) =>
      noteSessions(tx, scope, { id: report.id, fileId: report.fileId, sessions: count }),
    )
  const workbook = reportWorkbook(context, {
    sessions: sessions(),
    people: readPeople(db, scope),
    countChanged: () =>
      inWorkspaceAtOnce(db, scope, (tx) =>
        countChangedSessions(tx, scope, { ...range, since: context.madeAt }),
      ),
  })
  const file = { id: report.fileId, name: fileNameOf(report), contentType: XLSX }
  const endSmallHeap = startSmallHeap()
  try {
    await storeFile(deps, scope, { ...file, content: writeWorkbook(workbook) })
    return read
  } finally {
    endSmallHeap()
  }
}
