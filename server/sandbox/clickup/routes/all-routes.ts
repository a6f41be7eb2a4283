import type { Route } from '../http/route.ts'
import { definitionRoutes } from './definition.routes.ts'
import { fileRoutes } from './file.routes.ts'
import { oauthRoutes } from './oauth.routes.ts'
import { placeRoutes } from './place.routes.ts'
import { taskDetailRoutes } from './task-detail.routes.ts'
import { taskRoutes } from './task.routes.ts'
import { webhookRoutes } from './webhook.routes.ts'
import { workspaceRoutes } from './workspace.routes.ts'

export const CLICKUP_ROUTES: readonly Route[] = [
  ...oauthRoutes,
  ...placeRoutes,
  ...workspaceRoutes,
  ...definitionRoutes,
  ...taskRoutes,
  ...taskDetailRoutes,
  ...webhookRoutes,
  ...fileRoutes,
]
