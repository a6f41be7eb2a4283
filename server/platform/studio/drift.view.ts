import type { ApiDriftRow } from './api-drift.store.ts'
import type { DriftLine } from './drift.schemas.ts'

export function driftView(row: ApiDriftRow): DriftLine {
  const { connector, operationId, pointer, kind, count, sample } = row
  return {
    connector,
    operationId,
    pointer,
    kind,
    count,
    sample,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }
}
