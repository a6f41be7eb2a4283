import type { Static } from 'typebox'
import type { ApiCallLine, ApiCallRow } from './api-call.store.ts'
import type { CallAnswer as MadeAnswer, DryRun as MadeDryRun } from './call-operation.ts'
import type { CallAnswer, CallDetail, CallLine, DryRun } from './call.schemas.ts'
import { readKeptCall } from './kept-call.ts'

export function callLineView(row: ApiCallLine): Static<typeof CallLine> {
  const { id, connector, operationId, method, url, status, problem, durationMs, attempts, pages } = row
  return {
    id,
    connector,
    operationId,
    method,
    url,
    status,
    problem,
    durationMs,
    attempts,
    pages,
    actor: { type: row.actorType, id: row.actorId },
    createdAt: row.createdAt.toISOString(),
  }
}

export function callDetailView(row: ApiCallRow): Static<typeof CallDetail> {
  const { request, response, violations } = readKeptCall(row)
  const { path, query, headers, body, allPages, sentHeaders } = request
  return {
    ...callLineView(row),
    input: { path, query, headers, body, allPages },
    request: { method: row.method, url: row.url, headers: sentHeaders, body },
    response,
    violations,
  }
}

export function outcomeView(
  outcome: MadeAnswer | MadeDryRun,
): Static<typeof CallAnswer> | Static<typeof DryRun> {
  return 'dryRun' in outcome ? outcome : { ...outcome, violations: [...outcome.violations] }
}
