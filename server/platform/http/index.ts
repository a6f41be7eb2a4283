// Promises: every answer has a request id, every failure is a problem document, nothing secret leaves.
export { registerApiDocs } from './api-docs.ts'
export { createHttp } from './create-http.ts'
export { createGuard, type Caller, type Guard } from './guard.ts'
export { healthRoutes } from './health.routes.ts'
export { instant, listOf, listParameters, nullable } from './list.schemas.ts'
export { uiRoutes } from './ui.routes.ts'
export { oneOrMany } from './validators.ts'
