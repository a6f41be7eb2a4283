// OpenAPI documents of the outside services: read, corrected by overlays, searched, described, and turned into checked requests.
// Promises: nothing is compiled before it is used; every violation of a call is told at once; the checks never hang, whatever a document says.
// Never does: send anything, store anything, follow a reference out of the document.
export { createCatalogue, type Catalogue } from './catalogue.ts'
export { loadCatalogue, committedDocuments } from './load-catalogue.ts'
export { readDocument } from './read-document.ts'
export { inspectDocument } from './inspect-document.ts'
export type { Operation, Need } from './operation.ts'
export type { Pagination, Overlay } from './overlay.schemas.ts'
export { createCompiler, type CompiledOperation, type Compiler } from './compile-operation.ts'
export { describeOperation, type OperationDescription } from './describe-operation.ts'
export { violationsOf } from './violations-of.ts'
export { validateCall, type CallInput, type CallValues } from './validate-call.ts'
export { buildRequest, type BuiltRequest } from './build-request.ts'
export { checkResponse, type Difference } from './check-response.ts'
export {
  fieldAt,
  pageChoosers,
  pageOf,
  pageQuery,
  pageSizeOf,
  sizeParameterOf,
  type Position,
} from './page-of.ts'
export { snippet, type SnippetTarget } from './snippet.ts'
