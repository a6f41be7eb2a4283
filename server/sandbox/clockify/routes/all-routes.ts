import type { Route } from '../http/route.ts'
import { approvalRoutes } from './approval.routes.ts'
import { clientRoutes } from './client.routes.ts'
import { customFieldRoutes } from './custom-field.routes.ts'
import { entityChangeRoutes } from './entity-change.routes.ts'
import { expenseRoutes } from './expense.routes.ts'
import { holidayRoutes } from './holiday.routes.ts'
import { invoiceRoutes } from './invoice.routes.ts'
import { projectRoutes } from './project.routes.ts'
import { reportRoutes } from './report.routes.ts'
import { schedulingRoutes } from './scheduling.routes.ts'
import { sharedReportRoutes } from './shared-report.routes.ts'
import { taskRoutes } from './task.routes.ts'
import { timeEntryRoutes } from './time-entry.routes.ts'
import { timeOffRoutes } from './time-off.routes.ts'
import { userGroupRoutes } from './user-group.routes.ts'
import { userRoutes } from './user.routes.ts'
import { webhookRoutes } from './webhook.routes.ts'
import { workspaceRoutes } from './workspace.routes.ts'

/** Every operation that is answered from the workspace's data. */
export const WRITTEN_ROUTES: readonly Route[] = [
  ...userRoutes,
  ...workspaceRoutes,
  ...clientRoutes,
  ...projectRoutes,
  ...taskRoutes,
  ...timeEntryRoutes,
  ...customFieldRoutes,
  ...userGroupRoutes,
  ...holidayRoutes,
  ...expenseRoutes,
  ...invoiceRoutes,
  ...timeOffRoutes,
  ...schedulingRoutes,
  ...approvalRoutes,
  ...webhookRoutes,
  ...entityChangeRoutes,
  ...reportRoutes,
  ...sharedReportRoutes,
]
