import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { AuditEntryView, AuditQuery, AuditVerdictView } from './audit.schemas.ts'
import { auditEntryView } from './audit.view.ts'
import { searchAudit } from './search-audit.ts'
import { verifyAudit } from './verify-audit.ts'

interface AuditRouteDeps extends TimeSessionDeps {
  readonly guard: Guard
}

const tags = ['time sessions']

export const auditRoutes: FastifyPluginAsyncTypebox<{ deps: AuditRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/audit-entries',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listAuditEntries',
        tags,
        summary: 'Search the audit log, newest first',
        querystring: AuditQuery,
        response: { 200: listOf(AuditEntryView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchAudit(deps, guard.scopeOf(request), request.query)
      return { items: items.map(auditEntryView), nextCursor }
    },
  )

  app.get(
    '/api/audit-entries/verify',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'verifyAuditEntries',
        tags,
        summary: 'Whether every audit entry still follows from the one before it',
        response: { 200: AuditVerdictView },
      },
    },
    async (request) => verifyAudit(deps, guard.scopeOf(request)),
  )
}
