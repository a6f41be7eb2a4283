import { Type } from 'typebox'
import { defineJob } from '../jobs/index.ts'

/** A mailbox has its own job, so one that takes no mail holds up no other. Failures of mails are not failures of it. */
export const sendMails = defineJob({
  name: 'mail.send',
  payload: Type.Object({ mailbox: Type.String(), lookAt: Type.Optional(Type.String()) }),
  maxAttempts: 100,
})

export const sweepOutbox = defineJob({ name: 'mail.sweep-outbox', payload: Type.Object({}) })
export const forgetContents = defineJob({ name: 'mail.forget-contents', payload: Type.Object({}) })
