// Promises: a Confluence task becomes one Jira issue, however often it is asked for and whatever fails on the way. A page is edited by
// splices only, whose text is tasks' markup and issues; each edit is proven before it is written, and undo brings tasks back around
// whatever people wrote since. An issue of a project has one page below the project's, and what people renamed or moved stays. Never: reserialises a page, edits one that cannot be read strictly, or repeats a write before it has
// looked for its trace.
import type { PlatformModule } from '../../platform/feature.ts'
import { projectRunChangeRoutes, projectRunRoutes } from './project/project-run.routes.ts'
import { driveRunHandler } from './runs/drive-run.ts'
import { findLostRunsHandler, findLostRunsJob } from './runs/find-lost-runs.ts'
import { pruneRunsHandler, pruneRunsSchedule } from './runs/prune-runs.ts'
import { runChangeRoutes, runRoutes, type RunRouteDeps } from './runs/run.routes.ts'
import { pageTaskSettingsRoutes } from './settings/settings.routes.ts'

export type { ConfluenceJiraDeps } from './deps.ts'
export { generateTree, type PageTreeDeps } from './page-tree/generate-tree.ts'
export { PAGE_TREE_USAGE, readPageTreeOptions } from './page-tree/tree-options.ts'
export { extractTasks, type PageTask, type PageTasks } from './pages/extract-tasks.ts'
export { findIssueMacros, type IssueReference } from './pages/find-issue-macros.ts'
export { readPageLink, type PageLink } from './pages/read-page-link.ts'
export { readStorage, type StorageReading } from './pages/read-storage.ts'
export { replaceTasks, type Anchor, type PageEdit, type ReplaceInput } from './pages/replace-tasks.ts'
export { undoTasks, type UndoInput, type UndoResult } from './pages/undo-tasks.ts'
export { verifyEdit, type EditVerdict } from './pages/verify-edit.ts'

export function createConfluenceJira(deps: RunRouteDeps): PlatformModule {
  return {
    name: 'confluence-jira',
    routes: async (app) => {
      await app.register(runRoutes, { deps })
      await app.register(runChangeRoutes, { deps })
      await app.register(projectRunRoutes, { deps })
      await app.register(projectRunChangeRoutes, { deps })
      await app.register(pageTaskSettingsRoutes, { deps })
    },
    jobs: [driveRunHandler(deps), findLostRunsHandler(deps), pruneRunsHandler(deps)],
    schedules: [
      {
        name: 'confluence-jira.find-lost-runs',
        cron: '41 * * * *',
        definition: findLostRunsJob,
        payload: {},
        each: 'workspace',
      },
      pruneRunsSchedule,
    ],
  }
}
