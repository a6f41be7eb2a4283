import { Type } from 'typebox'
import { defineJob } from '../../../platform/jobs/index.ts'

export const tellJob = defineJob({
  name: 'task-upsert.tell-clicker',
  payload: Type.Object({ claimId: Type.String({ description: 'the click that came to nothing' }) }),
  priority: 10,
})
