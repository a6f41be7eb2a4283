// Promises: every answer has a request id, every failure is a problem document, nothing secret leaves.
export { createGuard, type Caller, type Guard } from './guard.ts'
export { instant, listOf, listParameters, nullable } from './list.schemas.ts'
