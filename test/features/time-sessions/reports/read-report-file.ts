import { read, utils, type WorkBook } from '@e965/xlsx'
import { buffer } from 'node:stream/consumers'
import type { TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import { makeReportHandler } from '../../../../server/features/time-sessions/reports/make-report.ts'
import { openReport } from '../../../../server/features/time-sessions/reports/read-report.ts'
import type { NewReportBody } from '../../../../server/features/time-sessions/reports/report.schemas.ts'
import { requestReport } from '../../../../server/features/time-sessions/reports/request-report.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'

/** Runs the job of a report as a worker would. */
export function make(deps: TimeSessionDeps, scope: WorkspaceScope, reportId: string): Promise<unknown> {
  return makeReportHandler(deps).run({ ...aRun(scope, reportId), lastAttempt: false })
}

export function makeForTheLastTime(
  deps: TimeSessionDeps,
  scope: WorkspaceScope,
  reportId: string,
): Promise<unknown> {
  return makeReportHandler(deps).run({ ...aRun(scope, reportId), lastAttempt: true })
}

function aRun(scope: WorkspaceScope, reportId: string) {
  const signal = new AbortController().signal
  return { jobId: 'job', scope, payload: { reportId }, attempt: 1, signal, reportProgress: async () => {} }
}

export async function reportOf(
  deps: TimeSessionDeps,
  scope: WorkspaceScope,
  body: NewReportBody,
): Promise<WorkBook> {
  const { reportId } = await requestReport(deps, scope, body)
  await make(deps, scope, reportId)
  return bookOf(deps, scope, reportId)
}

export async function bookOf(deps: TimeSessionDeps, scope: WorkspaceScope, id: string): Promise<WorkBook> {
  const { content } = await openReport(deps, scope, { id })
  return read(await buffer(content))
}

/** A table's rows by their headings. */
export function rowsOf(book: WorkBook, sheet: string): Record<string, unknown>[] {
  return utils.sheet_to_json(book.Sheets[sheet]!, { raw: true, defval: null })
}

/** A page's lines by their first words. */
export function linesOf(book: WorkBook, sheet = 'Summary'): Map<unknown, readonly unknown[]> {
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets[sheet]!, { header: 1, raw: true, defval: null })
  return new Map(rows.map(([first, ...rest]) => [first, rest]))
}

/** Excel's day as ours. */
export function dayOf(serial: unknown): string {
  return new Date((Number(serial) - 25_569) * 86_400_000).toISOString().slice(0, 10)
}

export function instantOf(serial: unknown): string {
  return new Date(Math.round((Number(serial) - 25_569) * 86_400) * 1_000).toISOString()
}
