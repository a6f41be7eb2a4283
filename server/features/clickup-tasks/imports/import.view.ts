import type { ImportView } from './import.schemas.ts'
import type { FailedItem, ImportCounts } from './import-item.store.ts'
import type { ImportRow } from './import.store.ts'
import { choicesOf } from './plan-import.ts'

export interface FoundImport {
  readonly row: ImportRow
  readonly counts: Omit<ImportCounts, 'importId'>
  readonly failed: readonly FailedItem[]
  /** Of the latest tasks, newest first. */
  readonly ends: readonly Date[]
}

export function importView({ row, counts, failed, ends }: FoundImport): ImportView {
  const { filter, accountId, vacancyId, includeComments } = choicesOf(row)
  const processed = counts.succeeded + counts.failed
  return {
    id: row.id,
    status: row.status,
    planned: row.planned,
    total: counts.total,
    processed,
    succeeded: counts.succeeded,
    failed: counts.failed,
    failedTasks: failed.map(({ taskId, name, error }) => ({ taskId, name, error })),
    progressPercentage: row.status === 'completed' ? 100 : percentOf(processed, counts.total),
    successRate: processed === 0 ? null : percentOf(counts.succeeded, processed),
    etaSeconds: etaOf(row, counts.total - processed, ends),
    target: row.target,
    listId: row.listId,
    filter,
    accountId,
    vacancyId,
    includeComments,
    delaySeconds: row.delayMs / 1_000,
    errorMessage: row.errorMessage,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** With one decimal; 100 only for all. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part / whole) * 1_000) / 10
}

function etaOf({ status, planned, delayMs }: ImportRow, left: number, ends: readonly Date[]): number | null {
  const [newest, oldest] = [ends[0], ends.at(-1)]
  if (status !== 'running' || !planned || newest === undefined || oldest === undefined || ends.length < 2)
    return null
  const eachMs = (newest.getTime() - oldest.getTime()) / (ends.length - 1)
  return Math.ceil((left * Math.max(eachMs, delayMs)) / 1_000)
}
