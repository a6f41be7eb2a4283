import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { decideTransfer, retryTransfer } from './decide-transfer.ts'
import { readTransfer, readTransfers } from './read-transfers.ts'
import { startTransfer } from './start-transfer.ts'
import {
  DecisionBody,
  NewTransferBody,
  TaskParams,
  TransferParams,
  TransferQuery,
  TransferStarted,
  TransferView,
} from './transfer.schemas.ts'
import { transferView } from './transfer.view.ts'

export interface TransferRouteDeps extends HuntflowTransferDeps {
  readonly guard: Guard
}

const tags = ['huntflow']

export const transferRoutes: FastifyPluginAsyncTypebox<{ deps: TransferRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/clickup/transfers',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listHuntflowTransfers',
        tags,
        summary: 'Transfers of ClickUp tasks to Huntflow, newest first',
        querystring: TransferQuery,
        response: { 200: listOf(TransferView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await readTransfers(deps, guard.scopeOf(request), request.query)
      return { items: items.map(transferView), nextCursor }
    },
  )

  app.get(
    '/api/clickup/transfers/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getHuntflowTransfer',
        tags,
        summary: 'How far a transfer is, step by step',
        params: TransferParams,
        response: { 200: TransferView },
      },
    },
    async (request) => transferView(await readTransfer(deps, guard.scopeOf(request), request.params)),
  )
}

export const transferChangeRoutes: FastifyPluginAsyncTypebox<{ deps: TransferRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  const onRequest = guard.requires('admin')

  app.post(
    '/api/clickup/tasks/:taskId/transfer-to-huntflow',
    {
      onRequest,
      schema: {
        operationId: 'transferTaskToHuntflow',
        tags,
        summary: 'Make an applicant in Huntflow of a ClickUp task; asked again, the same transfer',
        params: TaskParams,
        body: NewTransferBody,
        response: { 202: TransferStarted },
      },
    },
    async (request, reply) => {
      const wanted = { ...request.params, ...request.body }
      return reply.code(202).send(await startTransfer(deps, guard.scopeOf(request), wanted))
    },
  )

  app.post(
    '/api/clickup/transfers/:id/decide',
    {
      onRequest,
      schema: {
        operationId: 'decideHuntflowTransfer',
        tags,
        summary: 'Say how a transfer goes on that nobody but a person can decide, or abandon one that rests',
        params: TransferParams,
        body: DecisionBody,
        response: { 202: TransferStarted },
      },
    },
    async (request, reply) => {
      const decision = { ...request.params, ...request.body }
      return reply.code(202).send(await decideTransfer(deps, guard.scopeOf(request), decision))
    },
  )

  app.post(
    '/api/clickup/transfers/:id/retry',
    {
      onRequest,
      schema: {
        operationId: 'retryHuntflowTransfer',
        tags,
        summary: 'Go on with a transfer that has failed',
        params: TransferParams,
        response: { 202: TransferStarted },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await retryTransfer(deps, guard.scopeOf(request), request.params)),
  )
}
