import { Type, type Static } from 'typebox'
import { defineJob } from '../../../platform/jobs/index.ts'

const ClaimPayload = Type.Object({
  claimId: Type.String({ description: 'the click to carry out' }),
  admin: Type.Optional(
    Type.Object(
      {
        type: Type.String({ description: 'user or api-key' }),
        id: Type.String({ description: 'who' }),
      },
      { description: 'who wants it through the API, in place of the one who has claimed' },
    ),
  ),
})
export type ClaimPayload = Static<typeof ClaimPayload>

// Somebody looks at the message.
const PRIORITY = 20

export const claimJob = defineJob({
  name: 'task-upsert.claim',
  payload: ClaimPayload,
  // About four minutes.
  maxAttempts: 8,
  priority: PRIORITY,
})
