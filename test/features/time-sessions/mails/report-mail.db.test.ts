import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportMailer } from '../../../../server/features/time-sessions/mails/report-mail.ts'
import { completeFile, replaceFile } from '../../../../server/platform/files/file.store.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** What is in the outbox when a report whose file has this size was mailed, twice. */
async function mailedWith(sizeBytes: number) {
  const scope = await aWorkspace(database.db)
  const file = { id: 'f1', name: 'report.xlsx', contentType: 'x', createdAt: new Date() }
  return inWorkspace(database.db, scope, async (tx) => {
    await replaceFile(tx, scope, file)
    await completeFile(tx, scope, { id: 'f1', sizeBytes })
    const mail = {
      reportId: 'r1',
      fileId: 'f1',
      fileName: 'report.xlsx',
      receivers: ['Ana@example.com', 'ana@example.com', 'no address'],
      personName: 'Ana\r\nBcc: x@example.com',
      period: { kind: 'weekly', from: '2026-03-02', to: '2026-03-08', zone: 'UTC' },
      language: 'en',
    } as const
    const send = reportMailer({ clock: systemClock })
    for (let times = 0; times < 2; times += 1) await send(tx, scope, mail)
    return tx
      .selectFrom('outboxMails')
      .select(['recipient', 'subject', 'text', 'attachment', 'digestable'])
      .where('workspaceId', '=', scope.workspaceId)
      .execute()
  })
}

describe('mailing a report', () => {
  it('is done once for each mailbox, by itself, with its file', async () => {
    const mails = await mailedWith(1_000)

    expect(mails).toEqual([
      {
        recipient: 'Ana@example.com',
        subject: 'Report of the week – Ana Bcc: x@example.com: Monday, 2 March 2026 – Sunday, 8 March 2026',
        text: expect.stringContaining('attached Excel file'),
        attachment: expect.objectContaining({ fileId: 'f1', name: 'report.xlsx' }),
        digestable: false,
      },
    ])
  })

  it('says where a file is that no mail server would take', async () => {
    const [mail] = await mailedWith(16 * 1024 * 1024)

    expect(mail).toMatchObject({ attachment: null, text: expect.stringContaining('download it') })
  })
})
