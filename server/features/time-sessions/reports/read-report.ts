import { openFile, type OpenFile } from '../../../platform/files/index.ts'
import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../../storage/keyset-page.ts'
import type { TimeSessionDeps } from '../deps.ts'
import type { ReportQuery } from './report.schemas.ts'
import { findReport, listReports, type FoundReport } from './report.store.ts'

type ReadDeps = Pick<TimeSessionDeps, 'db'>

export async function readReport(
  { db }: ReadDeps,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<FoundReport> {
  const report = await inWorkspaceAtOnce(db, scope, (tx) => findReport(tx, scope, id))
  if (report === undefined) throw notFound('report', id)
  return report
}

/** Newest first. */
export async function readReports(
  { db }: ReadDeps,
  scope: WorkspaceScope,
  { cursor, limit }: ReportQuery,
): Promise<Page<FoundReport>> {
  const page = { before: readCursor(cursor), limit: limit + 1 }
  const reports = await inWorkspaceAtOnce(db, scope, (tx) => listReports(tx, scope, page))
  return pageOf(reports, limit, ({ id }) => id)
}

export async function openReport(
  deps: ReadDeps,
  scope: WorkspaceScope,
  input: { readonly id: string },
): Promise<OpenFile> {
  const { id, status, fileId } = await readReport(deps, scope, input)
  if (status !== 'done' || fileId === null)
    throw new AppError('CONFLICT', `The report ${id} is ${status}; its file is there when it is done.`)
  return openFile(deps, scope, { id: fileId })
}
