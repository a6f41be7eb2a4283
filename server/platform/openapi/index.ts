// OpenAPI documents of the outside services: read, corrected by overlays, searched, described, and turned into checked requests.
// Promises: nothing is compiled before it is used; every violation of a call is told at once; the checks never hang, whatever a document says.
// Never does: send anything, store anything, follow a reference out of the document.
export { createCatalogue, type Catalogue, type DocumentSource, type OperationFilter } from './catalogue.ts'
export { loadCatalogue, committedDocuments } from './load-catalogue.ts'
export { readDocument, MAX_DOCUMENT_BYTES } from './read-document.ts'
export { inspectDocument, type DocumentReport } from './inspect-document.ts'
export type { ApiDocument } from './document.ts'
export type { Operation, Parameter, Need, RequestBody, DocumentedResponse } from './operation.ts'
export type { Pagination, Walk, WalkValue, Overlay } from './overlay.schemas.ts'
export { createCompiler, type CompiledOperation, type Compiler } from './compile-operation.ts'
export { describeOperation, type OperationDescription } from './describe-operation.ts'
export { validateCall, type CallInput, type CallValues, type CheckedCall } from './validate-call.ts'
export { buildRequest, type BuildOptions, type BuiltRequest } from './build-request.ts'
export { checkResponse, type Difference, type DifferenceKind, type ReceivedAnswer } from './check-response.ts'
export {
  pageOf,
  pageQuery,
  pageSizeOf,
  fieldAt,
  MAX_PAGES,
  type Page,
  type PageAnswer,
  type PagePosition,
} from './page-of.ts'
export { snippet, type SnippetTarget } from './snippet.ts'
