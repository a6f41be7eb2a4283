import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '../../storage/db.ts'
import { inWorkspace } from '../../storage/db.ts'
import { pageOf, readCursor } from '../../storage/keyset-page.ts'
import { listOf, type Guard } from '../http/index.ts'
import { cancelJob } from './cancel-job.ts'
import { jobView } from './job.view.ts'
import { Job, JobParams, JobQuery } from './jobs.schemas.ts'
import { retryJob } from './retry-job.ts'
import { listJobs } from './workspace-job.store.ts'

interface JobsRouteDeps {
  readonly db: Db
  readonly guard: Guard
}

export const jobsRoutes: FastifyPluginAsyncTypebox<{ deps: JobsRouteDeps }> = async (app, { deps }) => {
  const { guard, db } = deps
  const tags = ['jobs']

  app.get(
    '/api/jobs',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listJobs',
        tags,
        summary: 'List jobs',
        querystring: JobQuery,
        response: { 200: listOf(Job) },
      },
    },
    async (request) => {
      const { status, cursor, limit } = request.query
      const scope = guard.scopeOf(request)
      const page = { state: status, before: readCursor(cursor), limit: limit + 1 }
      const rows = await inWorkspace(db, scope, (tx) => listJobs(tx, scope, page))
      return pageOf(rows.map(jobView), limit, (job) => job.id)
    },
  )

  app.post(
    '/api/jobs/:id/retry',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'retryJob',
        tags,
        summary: 'Begin a failed or cancelled job anew',
        params: JobParams,
        response: { 200: Job },
      },
    },
    async (request) => jobView(await retryJob({ db }, guard.scopeOf(request), request.params.id)),
  )

  app.post(
    '/api/jobs/:id/cancel',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'cancelJob',
        tags,
        summary: 'Cancel a ready or running job',
        params: JobParams,
        response: { 200: Job },
      },
    },
    async (request) => jobView(await cancelJob({ db }, guard.scopeOf(request), request.params.id)),
  )
}
