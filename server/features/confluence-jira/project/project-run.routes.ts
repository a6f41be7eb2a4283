import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf } from '../../../platform/http/index.ts'
import { readProjectRun, readProjectRuns, readRunPage, stopRun } from '../runs/read-runs.ts'
import type { RunRouteDeps } from '../runs/run.routes.ts'
import { RunPageParams, RunPageView, RunParams, RunQuery, RunStarted } from '../runs/run.schemas.ts'
import { startProjectSync } from '../runs/start-run.ts'
import { ProjectRunLine, ProjectRunView, ProjectSyncBody } from './project-run.schemas.ts'

const tags = ['project sync']
const feature = 'project-sync'

export const projectRunRoutes: FastifyPluginAsyncTypebox<{ deps: RunRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps
  const onRequest = guard.requires('reader')

  app.get(
    '/api/project-sync/runs',
    {
      onRequest,
      schema: {
        operationId: 'listProjectSyncRuns',
        tags,
        summary: 'Syncs of Jira projects with pages, newest first',
        querystring: RunQuery,
        response: { 200: listOf(ProjectRunLine) },
      },
    },
    async (request) => readProjectRuns(deps, guard.scopeOf(request), request.query),
  )

  app.get(
    '/api/project-sync/runs/:id',
    {
      onRequest,
      schema: {
        operationId: 'getProjectSyncRun',
        tags,
        summary: 'How far a sync of a project is, and what has become of each page or reference',
        params: RunParams,
        response: { 200: ProjectRunView },
      },
    },
    async (request) => readProjectRun(deps, guard.scopeOf(request), request.params.id),
  )

  app.get(
    '/api/project-sync/runs/:id/pages/:pageId',
    {
      onRequest,
      schema: {
        operationId: 'getProjectSyncRunPage',
        tags,
        summary: 'What a relink has changed on a page, or would',
        params: RunPageParams,
        response: { 200: RunPageView },
      },
    },
    async (request) => readRunPage(deps, guard.scopeOf(request), { ...request.params, feature }),
  )
}

export const projectRunChangeRoutes: FastifyPluginAsyncTypebox<{ deps: RunRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  // One account acts for the whole workspace.
  const onRequest = guard.requires('admin')

  app.post(
    '/api/project-sync',
    {
      onRequest,
      schema: {
        operationId: 'syncProject',
        tags,
        summary: 'Bring a Jira project into the pages below a page, or point them at its issues',
        body: ProjectSyncBody,
        response: { 202: RunStarted },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startProjectSync(deps, guard.scopeOf(request), request.body)),
  )

  app.post(
    '/api/project-sync/runs/:id/cancel',
    {
      onRequest,
      schema: {
        operationId: 'cancelProjectSyncRun',
        tags,
        summary: 'Stop a sync of a project; what is done stays',
        params: RunParams,
        response: { 204: Type.Null({ description: 'it stops at its next step' }) },
      },
    },
    async (request, reply) => {
      await stopRun(deps, guard.scopeOf(request), { ...request.params, feature })
      return reply.code(204).send(null)
    },
  )
}
