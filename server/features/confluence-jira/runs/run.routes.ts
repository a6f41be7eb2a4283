import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { readRun, readRunPage, readRuns, stopRun } from './read-runs.ts'
import {
  RunLine,
  RunPageParams,
  RunPageView,
  RunParams,
  RunQuery,
  RunStarted,
  RunView,
  SyncBody,
  UndoBody,
} from './run.schemas.ts'
import { startSync, startUndo } from './start-run.ts'

export interface RunRouteDeps extends ConfluenceJiraDeps {
  readonly guard: Guard
}

const tags = ['page tasks']

export const runRoutes: FastifyPluginAsyncTypebox<{ deps: RunRouteDeps }> = async (app, { deps }) => {
  const onRequest = deps.guard.requires('reader')
  const scopeOf = (request: FastifyRequest) => deps.guard.scopeOf(request)

  app.get(
    '/api/page-tasks/runs',
    {
      onRequest,
      schema: {
        operationId: 'listPageTaskRuns',
        tags,
        summary: 'Runs over Confluence pages, newest first',
        querystring: RunQuery,
        response: { 200: listOf(RunLine) },
      },
    },
    async (request) => readRuns(deps, scopeOf(request), request.query),
  )

  app.get(
    '/api/page-tasks/runs/:id',
    {
      onRequest,
      schema: {
        operationId: 'getPageTaskRun',
        tags,
        summary: 'How far a run is, and what has become of each task',
        params: RunParams,
        response: { 200: RunView },
      },
    },
    async (request) => readRun(deps, scopeOf(request), request.params.id),
  )

  app.get(
    '/api/page-tasks/runs/:id/pages/:pageId',
    {
      onRequest,
      schema: {
        operationId: 'getPageTaskRunPage',
        tags,
        summary: 'What a run has changed on a page, or would',
        params: RunPageParams,
        response: { 200: RunPageView },
      },
    },
    async (request) => readRunPage(deps, scopeOf(request), { ...request.params, feature: 'page-tasks' }),
  )
}

export const runChangeRoutes: FastifyPluginAsyncTypebox<{ deps: RunRouteDeps }> = async (app, { deps }) => {
  // One account acts for the whole workspace.
  const onRequest = deps.guard.requires('admin')
  const scopeOf = (request: FastifyRequest) => deps.guard.scopeOf(request)

  app.post(
    '/api/page-tasks/sync',
    {
      onRequest,
      schema: {
        operationId: 'syncPageTasks',
        tags,
        summary: 'Make Jira issues of the tasks on Confluence pages, and put the issues in their place',
        body: SyncBody,
        response: { 202: RunStarted },
      },
    },
    async (request, reply) => {
      const { requestedBy = null, ...body } = request.body
      return reply.code(202).send(await startSync(deps, scopeOf(request), { ...body, requestedBy }))
    },
  )

  app.post(
    '/api/page-tasks/runs/:id/undo',
    {
      onRequest,
      schema: {
        operationId: 'undoPageTaskRun',
        tags,
        summary: 'Take a run back: tasks return to their pages around what people have changed since',
        params: RunParams,
        body: UndoBody,
        response: { 202: RunStarted },
      },
    },
    async (request, reply) => {
      const { dryRun, pageIds = null, taskIds = null } = request.body
      const wanted = { runId: request.params.id, dryRun, pageIds, taskIds }
      return reply.code(202).send(await startUndo(deps, scopeOf(request), wanted))
    },
  )

  app.post(
    '/api/page-tasks/runs/:id/cancel',
    {
      onRequest,
      schema: {
        operationId: 'cancelPageTaskRun',
        tags,
        summary: 'Stop a run; what is done stays, and can be taken back',
        params: RunParams,
        response: { 204: Type.Null({ description: 'it stops at its next step' }) },
      },
    },
    async (request, reply) => {
      await stopRun(deps, scopeOf(request), { ...request.params, feature: 'page-tasks' })
      return reply.code(204).send(null)
    },
  )
}
