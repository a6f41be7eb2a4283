import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listOf, oneOrMany, type Guard } from '../../../platform/http/index.ts'
import { ledgerDetailView, ledgerView } from './ledger.view.ts'
import type { PushDeps } from './push-deps.ts'
import { readLedger, readLedgerEntry } from './read-ledger.ts'
import { retryPush } from './retry-push.ts'
import { upsertTasks } from './upsert-tasks.ts'
import {
  LedgerDetail,
  LedgerEntry,
  LedgerParams,
  LedgerQuery,
  PushedTask,
  PushedTasks,
  UpsertAnswer,
  UpsertBody,
} from './upsert.schemas.ts'

interface UpsertRouteDeps extends PushDeps {
  readonly guard: Guard
}

const tags = ['task upsert']
/** 500 tasks with long descriptions, or some with files. */
const BODY_LIMIT = 16 * 1024 * 1024

export const upsertRoutes: FastifyPluginAsyncTypebox<{ deps: UpsertRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.post(
    '/api/tasks/upsert',
    {
      onRequest: guard.requires('member'),
      bodyLimit: BODY_LIMIT,
      validatorCompiler: oneOrMany({ one: PushedTask, many: PushedTasks }),
      schema: {
        operationId: 'upsertTasks',
        tags,
        summary: 'Have ClickUp tasks made or changed, one for each internal id of a list; safe to repeat',
        description:
          'The body is a task, or up to 500 of them, in at most 16 MB. What ClickUp has not taken within 25 seconds is answered as pending or unknown and goes on by itself. A single task that ClickUp refuses is a problem; in a list it is an outcome.',
        body: UpsertBody,
        response: { 200: UpsertAnswer },
      },
    },
    async (request) => upsertTasks(deps, guard.scopeOf(request), request.body),
  )
}

export const ledgerRoutes: FastifyPluginAsyncTypebox<{ deps: UpsertRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/tasks/upserts',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listUpserts',
        tags,
        summary: 'Pushed tasks and what became of them, newest first',
        querystring: LedgerQuery,
        response: { 200: listOf(LedgerEntry) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await readLedger(deps, guard.scopeOf(request), request.query)
      return { items: items.map(ledgerView), nextCursor }
    },
  )

  app.get(
    '/api/tasks/upserts/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getUpsert',
        tags,
        summary: 'A pushed task with its history',
        params: LedgerParams,
        response: { 200: LedgerDetail },
      },
    },
    async (request) => ledgerDetailView(await readLedgerEntry(deps, guard.scopeOf(request), request.params)),
  )

  app.post(
    '/api/tasks/upserts/:id/retry',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'retryUpsert',
        tags,
        summary: 'Try a push that has failed once more; 409 unless it has',
        params: LedgerParams,
        response: { 200: LedgerDetail },
      },
    },
    async (request) => {
      const scope = guard.scopeOf(request)
      await retryPush(deps, scope, request.params)
      return ledgerDetailView(await readLedgerEntry(deps, scope, request.params))
    },
  )
}
