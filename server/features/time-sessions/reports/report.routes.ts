import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { XLSX } from './make-report.ts'
import { openReport, readReport, readReports } from './read-report.ts'
import { NewReportBody, ReportParams, ReportQuery, ReportStarted, ReportView } from './report.schemas.ts'
import { reportView } from './report.view.ts'
import { requestReport } from './request-report.ts'

interface ReportRouteDeps extends TimeSessionDeps {
  readonly guard: Guard
}

const tags = ['time sessions']

export const reportRoutes: FastifyPluginAsyncTypebox<{ deps: ReportRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/reports',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listReports',
        tags,
        summary: 'Reports, newest first',
        querystring: ReportQuery,
        response: { 200: listOf(ReportView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await readReports(deps, guard.scopeOf(request), request.query)
      return { items: items.map(reportView), nextCursor }
    },
  )

  app.post(
    '/api/reports',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'startReport',
        tags,
        summary: 'Have a report made: a week, a month or any days, of one person or of everybody',
        body: NewReportBody,
        response: { 202: ReportStarted },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await requestReport(deps, guard.scopeOf(request), request.body)),
  )
}

/** One report, and its file. */
export const reportFileRoutes: FastifyPluginAsyncTypebox<{ deps: ReportRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/reports/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getReport',
        tags,
        summary: 'How far a report is',
        params: ReportParams,
        response: { 200: ReportView },
      },
    },
    async (request) => reportView(await readReport(deps, guard.scopeOf(request), request.params)),
  )

  app.get(
    '/api/reports/:id/file',
    {
      exposeHeadRoute: false,
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getReportFile',
        tags,
        summary: "A report's Excel file; 409 while it is not done",
        params: ReportParams,
        produces: [XLSX],
      },
    },
    async (request, reply) => {
      const { file, content } = await openReport(deps, guard.scopeOf(request), request.params)
      return reply
        .header('content-type', file.contentType)
        .header('content-length', file.sizeBytes)
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(content)
    },
  )
}
