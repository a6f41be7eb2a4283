import { driveImport } from '../../../../server/features/clickup-tasks/imports/drive-import.ts'
import type { ImportDeps } from '../../../../server/features/clickup-tasks/imports/import-deps.ts'
import { insertItems } from '../../../../server/features/clickup-tasks/imports/import-item.store.ts'
import type { ImportTarget } from '../../../../server/features/clickup-tasks/imports/import-target.ts'
import type { ImportView } from '../../../../server/features/clickup-tasks/imports/import.schemas.ts'
import {
  findImport,
  insertImport,
  updatePlan,
} from '../../../../server/features/clickup-tasks/imports/import.store.ts'
import { importView } from '../../../../server/features/clickup-tasks/imports/import.view.ts'
import { readImport } from '../../../../server/features/clickup-tasks/imports/read-imports.ts'
import type { JobResult } from '../../../../server/platform/jobs/index.ts'
import { newId } from '../../../../server/shared/ids.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../../server/storage/db.ts'

/** What an import runs with, at a time that the test sets: whoever waits finds it later. ClickUp is not asked. */
export class ImportBench {
  now = new Date('2026-03-09T08:00:00Z')
  readonly deps: ImportDeps
  readonly scope: WorkspaceScope

  constructor(db: Db, scope: WorkspaceScope, target: ImportTarget) {
    this.scope = scope
    this.deps = {
      db,
      clock: { now: () => this.now, monotonicMs: () => this.now.getTime() },
      openClickup: () => Promise.reject(new Error('ClickUp is not asked here')),
      publish: () => {},
      sleep: async (ms) => this.pass(ms),
      targets: { cache: target },
    }
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms)
  }

  /** Its tasks are `t1` and so on. */
  async plan(tasks: number, delayMs = 0, target: 'cache' | 'huntflow' = 'cache'): Promise<string> {
    const importId = newId()
    await inWorkspace(this.deps.db, this.scope, async (tx) => {
      const choices = JSON.stringify({ filter: 'all' })
      const at = { nextStartAt: this.now, startedAt: this.now }
      const row = { id: importId, listId: 'l1', target, driver: newId(), choices, delayMs }
      await insertImport(tx, this.scope, { ...row, ...at, requestedBy: '{}' })
      const items = Array.from({ length: tasks }, (_, index) => {
        const taskId = `t${index + 1}`
        return { taskId, name: taskId, error: null }
      })
      await insertItems(tx, this.scope, { importId, items, at: this.now })
      await updatePlan(tx, this.scope, { id: importId, planned: true, planAfterMs: null, planPage: 0 })
    })
    return importId
  }

  /** One run of the driving job. */
  async drive(importId: string, signal = new AbortController().signal, deps = this.deps): Promise<JobResult> {
    const row = await inWorkspace(this.deps.db, this.scope, (tx) => findImport(tx, this.scope, importId))
    const payload = { importId, driver: row?.driver ?? '' }
    return driveImport(deps, { scope: this.scope, payload, signal, reportProgress: async () => {} })
  }

  /** Runs of the job until there is no further one. */
  async driveToEnd(importId: string): Promise<void> {
    for (;;) {
      const result = await this.drive(importId)
      if (!result) return
      this.now = new Date(Math.max(this.now.getTime(), result.again.getTime()))
    }
  }

  async read(id: string): Promise<ImportView> {
    return importView(await readImport(this.deps, this.scope, { id }))
  }
}
