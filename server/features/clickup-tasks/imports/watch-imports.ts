import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../../../platform/jobs/index.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { driveImportJob } from './drive-import.ts'
import type { ImportDeps } from './import-deps.ts'
import { failForsakenImports } from './import.store.ts'

const watchImportsJob = defineJob({ name: 'clickup-tasks.watch-imports', payload: Type.Object({}) })

export const watchImportsSchedule: Schedule = {
  name: 'clickup-tasks.watch-imports',
  cron: '37 * * * *',
  definition: watchImportsJob,
  payload: {},
  each: 'workspace',
}

const FORSAKEN = 'The job of this import was cancelled. What was imported stays. Resume the import to go on.'

/** An import whose job somebody has cancelled would run for ever otherwise. */
export function watchImportsHandler({ db, clock }: Pick<ImportDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(watchImportsJob, ({ scope }) =>
    inWorkspace(db, scope, (tx) =>
      failForsakenImports(tx, scope, {
        jobName: driveImportJob.name,
        errorMessage: FORSAKEN,
        finishedAt: clock.now(),
      }),
    ),
  )
}
