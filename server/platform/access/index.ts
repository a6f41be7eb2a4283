// Promises: a request acts in exactly one workspace, as one actor, by one credential; keys and sessions are stored as hashes.
// Never: shows a key twice, or lets a cookie change anything on behalf of another site.
export { apiKeyRoutes, type ApiKeyRouteDeps } from './api-key.routes.ts'
export { createAuthenticate, type AuthenticateDeps } from './authenticate.ts'
export { createApiKey, type CreateApiKeyInput, type CreatedApiKey } from './create-api-key.ts'
export { createWorkspace, type CreatedWorkspace } from './create-workspace.ts'
export { operatorRoutes, type OperatorRouteDeps } from './operator.routes.ts'
export { sessionRoutes, type SessionRouteDeps } from './session.routes.ts'
