import type { Clock } from '../../shared/clock.ts'
import { inChunks } from '../../shared/in-chunks.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { enqueueJobs, handleJob, type JobHandler } from '../jobs/index.ts'
import { forgetContents, sendMails, sweepOutbox } from './jobs.ts'
import { listLateMailboxes } from './mailbox.store.ts'
import { emptyMails } from './outbox.store.ts'

interface TendDeps {
  readonly db: Db
  readonly clock: Clock
  readonly server: unknown
}

const LATE_MS = 10 * 60_000
const MAILBOXES = 1_000
const KEEP_MS = 90 * 86_400_000
const CHUNK = 500

/** Mails whose job was cancelled, or that waited for a mail server to be set, get one again. */
export async function sweepMailboxes({ db, clock, server }: TendDeps, scope: WorkspaceScope): Promise<void> {
  if (server === undefined) return
  const dueBefore = new Date(clock.now().getTime() - LATE_MS)
  await inWorkspace(db, scope, async (tx) => {
    const mailboxes = await listLateMailboxes(tx, scope, { dueBefore, limit: MAILBOXES })
    const jobs = mailboxes.map((mailbox) => ({
      definition: sendMails,
      payload: { mailbox },
      dedupeKey: `sweep ${mailbox}`,
    }))
    await enqueueJobs(tx, scope, jobs)
  })
}

export function tendOutboxHandlers(deps: TendDeps): readonly JobHandler[] {
  const { db, clock } = deps
  return [
    handleJob(sweepOutbox, ({ scope }) => sweepMailboxes(deps, scope)),
    handleJob(forgetContents, async ({ scope, signal }) => {
      const createdBefore = new Date(clock.now().getTime() - KEEP_MS)
      await inChunks(CHUNK, signal, () =>
        inWorkspace(db, scope, (tx) => emptyMails(tx, scope, { createdBefore, limit: CHUNK })),
      )
    }),
  ]
}
