import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import {
  buildRequest,
  snippet,
  type BuiltRequest,
  type Catalogue,
  type Operation,
  type SnippetTarget,
} from '../openapi/index.ts'
import type { ApiCallRow } from './api-call.store.ts'
import { credentialHeaders } from './credential-headers.ts'
import { readKeptCall, type KeptRequest } from './kept-call.ts'
import { readCall } from './read-call.ts'

/** A kept call as code for others to run: with placeholders where secrets and files were. */
export async function callSnippet(
  deps: { readonly db: Db; readonly catalogue: Catalogue },
  scope: WorkspaceScope,
  input: { readonly id: string; readonly target: SnippetTarget },
): Promise<string> {
  const row = await readCall(deps, scope, input.id)
  const operation = deps.catalogue.find(row.connector, row.operationId)
  return snippet(requestOf(row, operation), input.target)
}

function requestOf(row: ApiCallRow, operation: Operation | undefined): BuiltRequest {
  const { request } = readKeptCall(row)
  const body = bodyOf(request, operation)
  return {
    method: row.method,
    url: row.url,
    headers: {
      ...(operation === undefined ? {} : credentialHeaders(operation)),
      ...request.sentHeaders,
      ...(body?.contentType === undefined ? {} : { 'content-type': body.contentType }),
    },
    body: body?.bytes,
  }
}

interface SnippetBody {
  readonly bytes: BuiltRequest['body']
  readonly contentType: string | undefined
}

/** Encoded again, so that a form is a form; a document that no longer knows the operation leaves JSON. */
function bodyOf(request: KeptRequest, operation: Operation | undefined): SnippetBody | undefined {
  if (request.contentType === null) return undefined
  if (operation === undefined) return { bytes: JSON.stringify(request.body), contentType: undefined }
  const { path, query, headers, body, contentType } = request
  const built = buildRequest(operation, { path, query, headers, body, contentType }, { baseUrl: '' })
  return { bytes: built.body, contentType: built.headers['content-type'] }
}
