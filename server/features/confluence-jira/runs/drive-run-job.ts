import { Type } from 'typebox'
import { defineJob } from '../../../platform/jobs/index.ts'

export const driveRunJob = defineJob({
  name: 'confluence-jira.drive-run',
  payload: Type.Object({ runId: Type.String({ description: 'the run to carry on' }) }),
  // Each goes on where the last has stopped; as many as that outlast some hours without Jira or Confluence.
  maxAttempts: 40,
})
