import type { Clock } from '../../shared/clock.ts'
import { AppError, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { enqueueJob } from '../jobs/index.ts'
import { sendMails } from './jobs.ts'
import { findMail, regatherMails, reviveMail, type StoredMail } from './outbox.store.ts'

interface ResendDeps {
  readonly db: Db
  readonly clock: Clock
  readonly server: unknown
}

/** A failed mail begins anew with all its attempts; a failed digest with all that it stands for. */
export async function resendMail(
  { db, clock, server }: ResendDeps,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<StoredMail> {
  return inWorkspace(db, scope, async (tx) => {
    const mailbox = await reviveMail(tx, scope, { id, at: clock.now() })
    const mail = await findMail(tx, scope, id)
    if (mail === undefined) throw notFound('mail', id)
    if (mailbox === undefined)
      throw new AppError('CONFLICT', 'Only a mail that has failed can be sent again; this one has not.')
    if (server === undefined)
      throw new AppError('CONFLICT', 'This server has no mail server: set SMTP_URL and start it again.')
    if (mail.text === '')
      throw new AppError('CONFLICT', 'What this mail said was forgotten because it is old.')
    if (mail.kind === 'digest') await regatherMails(tx, scope, id)
    await enqueueJob(tx, scope, { definition: sendMails, payload: { mailbox }, priority: 10 })
    return mail
  })
}
