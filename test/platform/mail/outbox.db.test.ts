import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { storeFile } from '../../../server/platform/files/index.ts'
import { Worker } from '../../../server/platform/jobs/index.ts'
import { enqueueMails, type NewMail } from '../../../server/platform/mail/index.ts'
import { createMailServer } from '../../../server/platform/mail/mail-server.ts'
import { resendMail } from '../../../server/platform/mail/resend-mail.ts'
import { searchOutbox } from '../../../server/platform/mail/search-outbox.ts'
import { sendMailsHandler, type SendDeps } from '../../../server/platform/mail/send-mails.ts'
import { sweepMailboxes } from '../../../server/platform/mail/tend-outbox.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { asSystem, inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { startTestSmtp, type TestSmtp } from '../../support/smtp-server.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aMail } from './a-mail.ts'

const clock = systemClock
const log = silentLog
const from = 'Switchyard <switchyard@example.com>'
const LONG = { timeout: 15_000 }

let database: TestDatabase
let smtp: TestSmtp
let scope: WorkspaceScope
let workers: Worker[] = []

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  smtp = await startTestSmtp()
  scope = await aWorkspace(database.db)
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  await smtp.stop()
  await asSystem(database.db, (tx) => tx.deleteFrom('jobs').execute())
})
afterAll(() => database.close())

interface Sending extends Partial<Pick<SendDeps, 'windowMs' | 'delayMs'>> {
  readonly url?: string
}

const depsOf = ({ url = smtp.url, ...rest }: Sending = {}): SendDeps => ({
  db: database.db,
  clock,
  log,
  server: createMailServer({ clock, smtpUrl: url, from, pauseMs: 50 }),
  domain: 'example.com',
  delayMs: (attempts) => (attempts < 4 ? 100 : undefined),
  ...rest,
})

async function startWorker(sending: Sending = {}): Promise<void> {
  const worker = new Worker({ database, clock, log, handlers: [sendMailsHandler(depsOf(sending))] })
  workers.push(worker)
  await worker.start()
}

const enqueue = (mails: readonly NewMail[], of: WorkspaceScope = scope): Promise<void> =>
  inWorkspace(database.db, of, (tx) => enqueueMails({ clock }, { tx, scope: of }, mails))
const outbox = async () => (await searchOutbox({ db: database.db }, scope, { limit: 200 })).items.toReversed()
const statuses = async () => (await outbox()).map(({ status }) => status)
const lines = (count: number, to = 'ana@example.com', over = 3): NewMail[] =>
  Array.from({ length: count }, (_, index) =>
    aMail(to, { digest: { over, summary: `Line ${index}` }, subject: `Single ${index}` }),
  )

describe('a mail in the outbox', () => {
  it('arrives whole: sender, text, HTML, subject of any script, a fixed id, told to be automatic', async () => {
    await enqueue([
      aMail('ana@example.com', { subject: 'Сессия – день', text: 'Привет\n', html: '<p>Привет</p>' }),
    ])
    await startWorker()

    await expect.poll(() => smtp.arrived.length, LONG).toBe(1)
    const [{ mail, to }] = smtp.arrived as [TestSmtp['arrived'][number]]
    const [row] = await outbox()
    expect(to).toBe('ana@example.com')
    expect(mail).toMatchObject({
      from: { name: 'Switchyard', address: 'switchyard@example.com' },
      to: [{ address: 'ana@example.com' }],
      subject: 'Сессия – день',
      messageId: `<${row!.id}@example.com>`,
    })
    expect([mail.text?.trim(), mail.html?.trim()]).toEqual(['Привет', '<p>Привет</p>'])
    expect(mail.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    )
    await expect.poll(statuses).toEqual(['sent'])
  })

  it('is not there when its transaction fails', async () => {
    const failed = inWorkspace(database.db, scope, async (tx) => {
      await enqueueMails({ clock }, { tx, scope }, [aMail('ana@example.com')])
      throw new Error('changed my mind')
    })

    await expect(failed).rejects.toThrow('changed my mind')
    expect(await outbox()).toEqual([])
  })

  it('is made once for each key, for ever, and each workspace has its own keys', async () => {
    const other = await aWorkspace(database.db)
    await startWorker()
    await enqueue([aMail('ana@example.com', { key: 'same' })])
    await expect.poll(statuses).toEqual(['sent'])
    await enqueue([aMail('ana@example.com', { key: 'same' }), aMail('bo@example.com', { key: 'same' })])
    await enqueue([aMail('other@example.com', { key: 'same' })], other)

    await expect
      .poll(() => smtp.arrived.map(({ to }) => to), LONG)
      .toEqual(['ana@example.com', 'other@example.com'])
    expect(await statuses()).toEqual(['sent'])
  })

  it('goes to each mailbox in order, once, with two workers', async () => {
    const mails = Array.from({ length: 40 }, (_, index) =>
      aMail(`p${index % 4}@example.com`, { subject: `${index}` }),
    )
    await startWorker()
    await startWorker()
    await Promise.all([0, 1, 2, 3].map((part) => enqueue(mails.filter((_, index) => index % 4 === part))))

    await expect.poll(() => smtp.arrived.length, LONG).toBe(40)
    await expect.poll(async () => new Set(await statuses())).toEqual(new Set(['sent']))
    for (const part of [0, 1, 2, 3])
      expect(smtp.to(`p${part}@example.com`).map(({ mail }) => Number(mail.subject) % 4)).toEqual(
        Array(10).fill(part),
      )
    for (const part of [0, 1, 2, 3]) {
      const numbers = smtp.to(`p${part}@example.com`).map(({ mail }) => Number(mail.subject))
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
  })

  it('takes its file along, and fails when that is gone', async () => {
    const file = { id: 'f1', name: 'report.bin', contentType: 'application/octet-stream' }
    const bytes = Buffer.alloc(600_000, 7)
    await storeFile({ db: database.db, clock }, scope, { ...file, content: Readable.from([bytes]) })
    const attachment = { fileId: 'f1', name: 'Отчёт.bin', contentType: file.contentType }
    await enqueue([aMail('ana@example.com', { attachment })])
    await enqueue([aMail('bo@example.com', { attachment: { ...attachment, fileId: 'gone' } })])
    await startWorker()

    await expect.poll(statuses, LONG).toEqual(['sent', 'failed'])
    const [sent] = smtp.to('ana@example.com')
    expect(sent?.mail.attachments[0]).toMatchObject({ filename: 'Отчёт.bin', mimeType: file.contentType })
    expect(Buffer.from(sent!.mail.attachments[0]!.content as ArrayBuffer).equals(bytes)).toBe(true)
    expect((await outbox())[1]).toMatchObject({ lastError: expect.stringContaining('gone') })
  })
})

describe('a mail that is not taken', () => {
  it('is tried again after 451, and fails at 550 at once; other mailboxes go on', async () => {
    smtp.rules.refused.set('later@example.com', 451).set('never@example.com', 550)
    await enqueue([aMail('later@example.com'), aMail('never@example.com'), aMail('ana@example.com')])
    await startWorker()

    await expect.poll(() => smtp.to('ana@example.com').length, LONG).toBe(1)
    await expect.poll(async () => (await outbox())[1], LONG).toMatchObject({ status: 'failed', attempts: 1 })
    smtp.rules.refused.delete('later@example.com')
    await expect.poll(async () => (await outbox())[0], LONG).toMatchObject({ status: 'sent' })
    expect(smtp.tried.filter((to) => to === 'never@example.com')).toHaveLength(1)
  })

  it('fails after its last attempt, shows why, and is sent when somebody asks for it', async () => {
    smtp.rules.refused.set('ana@example.com', 452)
    await enqueue([aMail('ana@example.com')])
    await startWorker()
    await expect.poll(async () => (await outbox())[0], LONG).toMatchObject({ status: 'failed', attempts: 4 })
    const [mail] = await outbox()
    expect(mail!.lastError).toContain('452')

    smtp.rules.refused.clear()
    const deps = { db: database.db, clock, server: {} }
    await resendMail(deps, scope, mail!)
    await expect.poll(statuses, LONG).toEqual(['sent'])
    await expect(resendMail(deps, scope, mail!)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(resendMail(deps, await aWorkspace(database.db), mail!)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(smtp.arrived).toHaveLength(1)
  })

  it('waits for a login that is refused, without showing the password', async () => {
    await smtp.stop()
    smtp.rules.login = { user: 'robot', pass: 'right-one' }
    await smtp.start()
    await enqueue([aMail('ana@example.com'), aMail('bo@example.com')])
    await startWorker({ url: smtp.url.replace('//', '//robot:wrong-one@'), delayMs: () => 100 })

    await expect
      .poll(async () => (await outbox()).map(({ lastError }) => lastError?.includes('535')), LONG)
      .toEqual([true, true])
    expect(JSON.stringify(await outbox())).not.toContain('wrong-one')
    smtp.rules.login = { user: 'robot', pass: 'wrong-one' }
    await expect.poll(statuses, LONG).toEqual(['sent', 'sent'])
  })

  it('waits for a server that is down, in its order', async () => {
    await smtp.stop()
    await enqueue([1, 2, 3].map((number) => aMail('ana@example.com', { subject: String(number) })))
    await startWorker({ delayMs: () => 200 })
    const hasFailed = ({ attempts, status }: { attempts: number; status: string }) =>
      attempts > 0 && status === 'waiting'
    await expect.poll(async () => (await outbox()).every(hasFailed), LONG).toBe(true)
    expect(smtp.arrived).toEqual([])

    await smtp.start()
    await expect.poll(statuses, LONG).toEqual(['sent', 'sent', 'sent'])
    expect(smtp.arrived).toHaveLength(3)
  })

  it('is taken up by the sweep when its job is gone', async () => {
    await enqueue([aMail('ana@example.com')])
    await asSystem(database.db, (tx) => tx.deleteFrom('jobs').execute())
    await startWorker()
    const later = { now: () => new Date(Date.now() + 3_600_000), monotonicMs: () => 0 }
    await sweepMailboxes({ db: database.db, clock: later, server: {} }, scope)

    await expect.poll(statuses, LONG).toEqual(['sent'])
  })

  it('is finished, and sent once, when its process stops in the middle', async () => {
    smtp.rules.delayMs = 600
    await enqueue([aMail('ana@example.com'), aMail('ana@example.com')])
    await startWorker()
    await expect.poll(() => smtp.tried.length, LONG).toBe(1)
    await workers[0]!.stop()

    expect(await statuses()).toEqual(['sent', 'waiting'])
    smtp.rules.delayMs = 0
    await startWorker()
    await expect.poll(statuses, LONG).toEqual(['sent', 'sent'])
    expect(smtp.arrived).toHaveLength(2)
  })

  it('waits again when its sender died in the middle, and has the same id then', async () => {
    await enqueue([aMail('ana@example.com')])
    await inWorkspace(database.db, scope, (tx) =>
      tx
        .updateTable('outboxMails')
        .set({ status: 'sending', sendingBy: 'a dead job', sendingUntil: new Date(Date.now() + 400) })
        .execute(),
    )
    await startWorker()

    await expect.poll(statuses, LONG).toEqual(['sent'])
    expect(smtp.arrived.map(({ mail }) => mail.messageId)).toEqual([
      `<${(await outbox())[0]!.id}@example.com>`,
    ])
  })
})

describe('a storm of mails', () => {
  it('comes as one mail when more wait than the threshold, and all count as sent by it', async () => {
    await enqueue([...lines(8), aMail('ana@example.com', { subject: 'Report' })])
    await startWorker()

    await expect.poll(async () => new Set(await statuses()), LONG).toEqual(new Set(['sent']))
    expect(smtp.arrived.map(({ mail }) => mail.subject)).toEqual(['8 notices in one mail', 'Report'])
    for (let index = 0; index < 8; index += 1) expect(smtp.arrived[0]!.mail.text).toContain(`- Line ${index}`)
    const mails = await outbox()
    expect(
      mails.filter(({ digestId }) => digestId === mails.find(({ kind }) => kind === 'digest')!.id),
    ).toHaveLength(8)
  })

  it('comes one by one up to the threshold', async () => {
    await enqueue(lines(3))
    await startWorker()

    await expect.poll(statuses, LONG).toEqual(['sent', 'sent', 'sent'])
    expect(smtp.arrived.map(({ mail }) => mail.subject)).toEqual(['Single 0', 'Single 1', 'Single 2'])
  })

  it('is held back while the mailbox has got its share, for that mailbox only', async () => {
    await startWorker({ windowMs: 1_500 })
    for (let round = 0; round < 10; round += 1) await enqueue(lines(2))
    await enqueue(lines(1, 'bo@example.com'))

    await expect.poll(async () => new Set(await statuses()), LONG).toEqual(new Set(['sent']))
    expect(smtp.to('ana@example.com').length).toBeLessThanOrEqual(5)
    expect(smtp.to('bo@example.com').map(({ mail }) => mail.subject)).toEqual(['Single 0'])
  })

  it('fails and begins anew as a whole', async () => {
    smtp.rules.refused.set('ana@example.com', 550)
    await enqueue(lines(5))
    await startWorker()
    await expect.poll(async () => new Set(await statuses()), LONG).toEqual(new Set(['failed']))

    smtp.rules.refused.clear()
    const digest = (await outbox()).find(({ kind }) => kind === 'digest')
    await resendMail({ db: database.db, clock, server: {} }, scope, digest!)
    await expect.poll(async () => new Set(await statuses()), LONG).toEqual(new Set(['sent']))
    expect(smtp.arrived).toHaveLength(1)
  })
})
