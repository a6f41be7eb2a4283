import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Readable } from 'node:stream'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { addNote } from './add-note.ts'
import { AuditEntryView, AuditQuery, AuditVerdictView, NewNote } from './audit.schemas.ts'
import { auditEntryView } from './audit.view.ts'
import { lineOf } from './export-lines.ts'
import { searchAudit } from './search-audit.ts'
import { verifyAudit } from './verify-audit.ts'
import { walkChain } from './walk-chain.ts'

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

  app.post(
    '/api/audit-entries',
    {
      onRequest: guard.requires('member'),
      schema: {
        operationId: 'addAuditNote',
        tags,
        summary: 'Put a note on record; it cannot be changed or taken back',
        body: NewNote,
        response: { 201: AuditEntryView },
      },
    },
    async (request, reply) => {
      const entry = await addNote(deps, guard.scopeOf(request), request.body)
      return reply.code(201).send(auditEntryView(entry))
    },
  )
}

/** The log as a whole. */
export const auditChainRoutes: FastifyPluginAsyncTypebox<{ deps: AuditRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

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

  app.get(
    '/api/audit-entries/export',
    {
      exposeHeadRoute: false,
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'exportAuditEntries',
        tags,
        summary: 'The whole audit log as JSON lines; `audit verify FILE` checks it without this server',
        produces: ['application/x-ndjson'],
      },
    },
    async (request, reply) => {
      const scope = guard.scopeOf(request)
      return reply
        .header('content-type', 'application/x-ndjson')
        .header('content-disposition', 'attachment; filename="audit-log.jsonl"')
        .send(Readable.from(exportLines(deps, scope)))
    },
  )
}

async function* exportLines(deps: TimeSessionDeps, scope: WorkspaceScope): AsyncGenerator<string> {
  for await (const page of walkChain(deps, scope))
    yield page.map((entry) => lineOf(scope.workspaceId, entry)).join('')
}
