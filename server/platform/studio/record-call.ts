import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { storableText } from '../../storage/storable-text.ts'
import type { NewApiCall } from './api-call.store.ts'
import type { History } from './create-history.ts'
import { driftOf, shownDifference } from './drift-of.ts'
import type { Exchange } from './exchange.ts'
import type { PreparedCall } from './prepare-call.ts'
import { shownBody, shownInput, shownMessage, type ShownRequest } from './redact-call.ts'

export interface RecordDeps {
  readonly history: History
  readonly clock: Clock
  readonly log: Log
}

export interface MadeCall {
  readonly callId: string
  readonly call: PreparedCall
  readonly request: ShownRequest
  readonly allPages: boolean
  readonly durationMs: number
  readonly outcome: Exchange | { readonly problem: string; readonly attempts: number }
}

// Bodies in the history are for looking at; longer ones are cut.
const MAX_KEPT = 64 * 1024
const MAX_PROBLEM = 10_000

/** Keeps the call, without secrets, and counts where its answer differs. Never fails: what was sent cannot be unsent. */
export async function recordCall(deps: RecordDeps, scope: WorkspaceScope, made: MadeCall): Promise<void> {
  const { connector, operationId } = made.call.operation
  try {
    const exchange = 'problem' in made.outcome ? undefined : made.outcome
    const drift = driftOf(exchange?.differences ?? [], exchange?.differing)
    await deps.history.push(scope.workspaceId, { call: rowOf(scope, made, deps.clock.now()), drift })
  } catch (error) {
    deps.log.error(
      { callId: made.callId, connector, operationId, reason: shownMessage(messageOf(error)) },
      'call not kept in the history',
    )
  }
}

function rowOf(scope: WorkspaceScope, made: MadeCall, createdAt: Date): NewApiCall {
  const { call, outcome } = made
  const { method, url, headers } = made.request
  const input = shownInput(call.values)
  return {
    id: made.callId,
    connector: call.operation.connector,
    operationId: call.operation.operationId,
    actorType: scope.actor.type,
    actorId: scope.actor.id,
    method,
    url,
    request: JSON.stringify({
      ...input,
      sentHeaders: headers,
      body: keptBody(input.body),
      allPages: made.allPages,
    }),
    durationMs: Math.round(made.durationMs),
    attempts: outcome.attempts,
    createdAt,
    ...('problem' in outcome ? failedColumns(outcome) : answeredColumns(outcome)),
  }
}

function failedColumns({ problem }: { readonly problem: string }) {
  return {
    status: null,
    response: null,
    problem: storableText(shownMessage(problem), MAX_PROBLEM),
    pages: 0,
    violations: '[]',
  }
}

function answeredColumns(exchange: Exchange) {
  const { status, headers, body, pages, differences, truncated } = exchange
  return {
    status,
    problem: null,
    pages,
    response: JSON.stringify({
      headers,
      body: keptBody(shownBody(body)),
      truncated: truncated === undefined ? null : { ...truncated, body: keptBody(shownBody(truncated.body)) },
    }),
    violations: JSON.stringify(differences.map(shownDifference)),
  }
}

function keptBody(body: unknown): unknown {
  const text = JSON.stringify(body ?? null)
  if (text.length <= MAX_KEPT) return body ?? null
  return { $cut: { characters: text.length, beginning: text.slice(0, MAX_KEPT) } }
}
