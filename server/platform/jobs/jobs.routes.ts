import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '../../storage/db.ts'
import { listOf, type Guard } from '../http/index.ts'
import { cancelJob } from './cancel-job.ts'
import { jobView } from './job.view.ts'
import { Job, JobParams, JobQuery } from './jobs.schemas.ts'
import { retryJob } from './retry-job.ts'
import { searchJobs } from './search-jobs.ts'

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
      const { items, nextCursor } = await searchJobs(deps, guard.scopeOf(request), request.query)
      return { items: items.map(jobView), nextCursor }
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
