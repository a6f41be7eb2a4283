import type { Route } from '../http/route.ts'
import { accountRoutes } from './account.routes.ts'
import { applicantDetailRoutes } from './applicant-detail.routes.ts'
import { applicantRoutes } from './applicant.routes.ts'
import { fileRoutes } from './file.routes.ts'
import { questionaryRoutes } from './questionary.routes.ts'
import { tagRoutes } from './tag.routes.ts'
import { vacancyRoutes } from './vacancy.routes.ts'

export const HUNTFLOW_ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...vacancyRoutes,
  ...tagRoutes,
  ...fileRoutes,
  ...applicantRoutes,
  ...applicantDetailRoutes,
  ...questionaryRoutes,
]
