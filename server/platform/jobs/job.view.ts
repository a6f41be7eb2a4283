import type { Job } from './jobs.schemas.ts'
import type { JobRow } from './workspace-job.store.ts'

export function jobView(row: JobRow): Job {
  return {
    id: row.id,
    name: row.name,
    status: row.state,
    attempts: row.attempts,
    maxAttempts: row.maxAttempts,
    runAt: row.runAt.toISOString(),
    progress: row.progress,
    error: row.lastError,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
