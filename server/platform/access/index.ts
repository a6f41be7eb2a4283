// Promises: a request acts in exactly one workspace, as one actor, by one credential; keys and sessions are stored as hashes.
// Never: shows a key twice, or lets a cookie change anything on behalf of another site.
export { apiKeyRoutes } from './api-key.routes.ts'
export { createAuthenticate } from './authenticate.ts'
export { createApiKey } from './create-api-key.ts'
export { createWorkspace } from './create-workspace.ts'
export { operatorRoutes } from './operator.routes.ts'
export { sessionRoutes } from './session.routes.ts'
