import { read } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { linesOf, rowsOf } from '../features/time-sessions/reports/read-report-file.ts'
import { startTestSmtp, type TestSmtp } from '../support/smtp-server.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let test: TestApp
let smtp: TestSmtp
const BOSS = 'boss@example.com'
const OFFICE = 'office@example.com'
const LONG = { timeout: 20_000 }
const HOUR_MS = 3_600_000

interface Session {
  readonly id: string
  readonly status: string
  readonly startedAt: string
  readonly endedAt: string
  readonly person: { readonly id: string; readonly email: string }
}

beforeAll(async () => {
  smtp = await startTestSmtp()
  test = await startTestApp({
    sandbox: { size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'time@example.com' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  await vi.waitUntil(async () => {
    const { body } = await test.call<{ run: { status: string } }>('GET', '/api/bootstrap')
    return body.run.status === 'completed'
  }, 30_000)
  // A timer that is stopped at once has no length, of which nobody wants to hear.
  const mails = { started: 'both', stopped: 'person', problem: 'nobody' }
  await test.call('PUT', '/api/time-sessions/settings', { body: { coordinators: [BOSS], mails } })
}, 60_000)
afterAll(async () => {
  await test.close()
  await smtp.stop()
})

const subjectsTo = (address: string) => smtp.to(address).map(({ mail }) => mail.subject?.split(/ – |:/)[0])
const untilTold = (address: string, subjects: readonly string[]) =>
  expect.poll(() => subjectsTo(address), LONG).toEqual(subjects)
const sessionOf = async (externalId: string) => {
  const { body } = await test.call<{ items: Session[] }>('GET', `/api/time-sessions?externalId=${externalId}`)
  return body.items[0]!
}

/** A timer that ran for three hours, as it turned out afterwards. */
async function work(): Promise<Session> {
  const { sandbox } = test
  const [userId] = sandbox.state.users.keys()
  const { email } = sandbox.state.users.get(userId!)!
  const entry = sandbox.startTimer({ userId: userId!, description: '=1+1' })
  await untilTold(email, ['Session started'])
  sandbox.stopTimer({ userId: userId! })
  await untilTold(email, ['Session started', 'Session ended'])
  sandbox.updateTimeEntry(entry.id, { startMs: Date.now() - 3 * HOUR_MS })
  await untilTold(email, ['Session started', 'Session ended', 'Session changed'])
  return sessionOf(entry.id)
}

describe('a piece of work', () => {
  it('is started, stopped, edited, reviewed, approved and reported, and each mailbox hears its part', async () => {
    const session = await work()
    expect(session.status).toBe('under-review')
    const decision = await test.call('POST', `/api/time-sessions/${session.id}/decision`, {
      body: { approved: true, note: 'agreed' },
    })
    expect(decision.status).toBe(200)
    const { body } = await test.call<{ reportId: string }>('POST', '/api/reports', {
      body: {
        kind: 'custom',
        personId: session.person.id,
        from: session.startedAt.slice(0, 10),
        to: session.endedAt.slice(0, 10),
        email: OFFICE,
      },
    })
    await untilTold(OFFICE, ['Report of working time'])

    await untilTold(session.person.email, [
      'Session started',
      'Session ended',
      'Session changed',
      'Session approved',
    ])
    await untilTold(BOSS, ['Session started', 'Session changed', 'Session approved'])
    const [mailed] = smtp.to(OFFICE)
    const file = mailed!.mail.attachments[0]!
    expect(file.filename).toMatch(/\.xlsx$/)
    checkReport(Buffer.from(file.content as ArrayBuffer), session)
    const { body: audit } = await test.call('GET', '/api/audit-entries/verify')
    expect(audit).toMatchObject({ ok: true })
    const { body: report } = await test.call('GET', `/api/reports/${body.reportId}`)
    expect(report).toMatchObject({ status: 'done', mailedTo: [OFFICE] })
  }, 90_000)
})

function checkReport(bytes: Buffer, { startedAt, endedAt }: Session): void {
  const book = read(bytes)
  const rows = rowsOf(book, 'Sessions')
  const hours = (Date.parse(endedAt) - Date.parse(startedAt)) / HOUR_MS

  for (const column of ['Worked (hours)', 'Approved (hours)'])
    expect(rows.reduce((sum, row) => sum + Number(row[column]), 0)).toBeCloseTo(hours, 3)
  expect(new Set(rows.map((row) => row['Description']))).toEqual(new Set(['=1+1']))
  expect(linesOf(book).size).toBeGreaterThan(3)
}
