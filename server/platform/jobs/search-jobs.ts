import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import type { JobState } from './job.store.ts'
import { listJobs, type JobRow } from './workspace-job.store.ts'

export async function searchJobs(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly status?: JobState; readonly cursor?: string; readonly limit: number },
): Promise<Page<JobRow>> {
  const page = { state: input.status, before: readCursor(input.cursor), limit: input.limit + 1 }
  const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listJobs(tx, scope, page))
  return pageOf(rows, input.limit, (row) => row.id)
}
