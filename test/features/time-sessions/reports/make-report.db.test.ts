import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ReportMail, TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import { makeDueReports } from '../../../../server/features/time-sessions/reports/make-due-reports.ts'
import {
  openReport,
  readReport,
  readReports,
} from '../../../../server/features/time-sessions/reports/read-report.ts'
import { pruneReportsHandler } from '../../../../server/features/time-sessions/reports/prune-reports.ts'
import { requestReport } from '../../../../server/features/time-sessions/reports/request-report.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { aPerson, aSession, store } from './a-session.ts'
import { bookOf, linesOf, make, makeForTheLastTime } from './read-report-file.ts'

let database: TestDatabase
let deps: TimeSessionDeps
let scope: WorkspaceScope
let now: Date
let mails: ReportMail[]

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

beforeEach(async () => {
  // A Monday, after six in Madrid.
  now = new Date('2026-03-09T08:00:00Z')
  mails = []
  deps = {
    db: database.db,
    clock: { now: () => now, monotonicMs: () => performance.now() },
    fetchEntry: async () => undefined,
    findUsers: async () => new Map(),
    mailReport: async (_tx, _scope, mail) => void mails.push(mail),
  }
  scope = await aWorkspace(database.db)
  const people = [
    aPerson('ana'),
    aPerson('ben'),
    aPerson('mute', { notify: false }),
    aPerson('nomail', { email: null }),
    aPerson('gone', { enabled: false }),
  ]
  await store(database.db, scope, { people, sessions: [aSession(), aSession({ personId: 'ben' })] })
  await changeSettings(deps, scope, { reportZone: 'Europe/Madrid', coordinators: ['boss@example.com'] })
})

const reports = async () => (await readReports(deps, scope, { limit: 100 })).items
const jobs = (): Promise<string[]> =>
  inWorkspace(database.db, scope, async (tx) => {
    const rows = await tx
      .selectFrom('jobs')
      .select('payload')
      .where('name', '=', 'time-sessions.make-report')
      .execute()
    return rows.map(({ payload }) => (payload as { reportId: string }).reportId)
  })
const makeAll = async (): Promise<void> => {
  for (const id of await jobs()) await make(deps, scope, id)
}

describe('a report that somebody asks for', () => {
  it('is mailed where they say, once, however often its job runs', async () => {
    const asked = { kind: 'weekly', from: '2026-03-04', personId: 'ana', email: 'x@example.com' } as const
    const { reportId: id } = await requestReport(deps, scope, asked)

    await expect(openReport(deps, scope, { id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await make(deps, scope, id)
    const first = await readReport(deps, scope, { id })
    await make(deps, scope, id)

    expect(await readReport(deps, scope, { id })).toEqual(first)
    expect(first).toMatchObject({ status: 'done', sessions: 1, mailedTo: ['x@example.com'], finishedAt: now })
    expect(mails).toEqual([
      {
        reportId: id,
        fileId: first.fileId,
        fileName: 'time-report_2026-03-02_2026-03-08_ana.xlsx',
        receivers: ['x@example.com'],
        personName: 'ana',
        period: { kind: 'weekly', from: '2026-03-02', to: '2026-03-08', zone: 'Europe/Madrid' },
        language: 'en',
      },
    ])
  })

  it('is made and mailed again when they ask again', async () => {
    for (let times = 0; times < 2; times += 1)
      await requestReport(deps, scope, { kind: 'monthly', email: 'x@example.com' })
    await makeAll()

    expect((await reports()).map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([
      ['2026-02-01', '2026-02-28'],
      ['2026-02-01', '2026-02-28'],
    ])
    expect(mails).toHaveLength(2)
  })

  it('is stored and says so where there is no mail', async () => {
    const { mailReport: _, ...silent } = deps
    const { reportId: id } = await requestReport(deps, scope, { kind: 'weekly', email: 'x@example.com' })
    await make(silent, scope, id)

    expect(await readReport(deps, scope, { id })).toMatchObject({ status: 'done', mailedTo: [] })
  })

  it('is not done when its mail cannot be put out, and the next try takes the place of this one', async () => {
    const { reportId: id } = await requestReport(deps, scope, { kind: 'weekly', email: 'x@example.com' })
    const failing = { ...deps, mailReport: () => Promise.reject(new Error('no outbox')) }
    await expect(make(failing, scope, id)).rejects.toThrow('no outbox')
    const failed = await readReport(deps, scope, { id })
    await make(deps, scope, id)
    const files = await inWorkspace(database.db, scope, (tx) => tx.selectFrom('files').select('id').execute())

    expect(failed).toMatchObject({ status: 'waiting', error: 'no outbox', finishedAt: null })
    expect(linesOf(await bookOf(deps, scope, id)).get('Sessions')?.[0]).toBe(2)
    expect(files).toHaveLength(1)
    expect(mails).toHaveLength(1)
  })

  it('has failed when its last try has', async () => {
    const { reportId: id } = await requestReport(deps, scope, { kind: 'weekly', email: 'x@example.com' })
    const failing = { ...deps, mailReport: () => Promise.reject(new Error('no outbox')) }
    await expect(makeForTheLastTime(failing, scope, id)).rejects.toThrow('no outbox')

    expect(await readReport(deps, scope, { id })).toMatchObject({ status: 'failed', finishedAt: now })
    await expect(openReport(deps, scope, { id })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('counts what changed while it was made', async () => {
    await store(database.db, scope, {
      people: [],
      sessions: [aSession({ updatedAt: new Date('2026-03-09T08:00:01Z') })],
    })
    const { reportId: id } = await requestReport(deps, scope, { kind: 'weekly' })
    await make(deps, scope, id)

    expect(linesOf(await bookOf(deps, scope, id)).get('Sessions that changed while this was made')?.[0]).toBe(
      1,
    )
  })

  it.each([
    [{ kind: 'custom', from: '2026-03-02', to: '2026-03-01' }, '/to'],
    [{ kind: 'custom', from: '2026-03-02' }, '/to'],
    [{ kind: 'custom', to: '2026-03-02' }, '/from'],
    [{ kind: 'custom', from: '2016-03-02', to: '2026-04-01' }, '/to'],
    [{ kind: 'monthly', month: 3 }, '/year'],
    [{ kind: 'monthly', from: '2026-03-02' }, '/from'],
    [{ kind: 'weekly', to: '2026-03-02' }, '/to'],
  ] as const)('is refused for %j', async (input, pointer) => {
    await expect(requestReport(deps, scope, input)).rejects.toMatchObject({
      code: 'INVALID',
      violations: [{ in: 'body', pointer }],
    })
  })

  it('is not of somebody who is not here', async () => {
    const stranger = await aWorkspace(database.db)

    await expect(requestReport(deps, stranger, { kind: 'weekly', personId: 'ana' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('reports on schedule', () => {
  it('are made for everybody and for each who gets one, once, whoever looks how often', async () => {
    await changeSettings(deps, scope, { weeklyReport: true })
    await Promise.all([makeDueReports(deps, scope), makeDueReports(deps, scope)])
    await makeDueReports(deps, scope)
    await makeAll()
    await makeAll()

    expect((await reports()).map(({ personId, status }) => `${personId} ${status}`).toSorted()).toEqual([
      'ana done',
      'ben done',
      'null done',
    ])
    expect(mails.map(({ receivers }) => receivers.join()).toSorted()).toEqual([
      'ana@example.com',
      'ben@example.com',
      'boss@example.com',
    ])
  })

  it('do not stop each other', async () => {
    await changeSettings(deps, scope, { weeklyReport: true })
    await makeDueReports(deps, scope)
    const failing: TimeSessionDeps = {
      ...deps,
      mailReport: async (_tx, _scope, mail) => {
        if (mail.personName === 'ana') throw new Error('no such mailbox')
        mails.push(mail)
      },
    }
    const ends = await Promise.allSettled((await jobs()).map((id) => makeForTheLastTime(failing, scope, id)))

    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(mails.map(({ personName }) => String(personName)).toSorted()).toEqual(['ben', 'null'])
    expect((await reports()).map(({ status }) => status).toSorted()).toEqual(['done', 'done', 'failed'])
  })

  it.each([
    ['nobody', [], 1],
    ['coordinators', ['boss@example.com'], 1],
    ['person', ['ana@example.com', 'ben@example.com'], 3],
  ] as const)('go to %s', async (reportReceivers, receivers, count) => {
    await changeSettings(deps, scope, { monthlyReport: true, reportReceivers })
    await makeDueReports(deps, scope)
    await makeAll()

    expect(await reports()).toHaveLength(count)
    expect(mails.flatMap((mail) => mail.receivers).toSorted()).toEqual(receivers)
  })

  it('wait for their hour in the zone, and are caught up with after a downtime', async () => {
    await changeSettings(deps, scope, { weeklyReport: true, reportReceivers: 'nobody', reportHour: 10 })
    const madeAt = async (text: string): Promise<string[]> => {
      now = new Date(text)
      await makeDueReports(deps, scope)
      return (await reports()).map(({ fromDay }) => fromDay)
    }

    expect(await madeAt('2026-03-09T08:59:00Z')).toEqual([])
    expect(await madeAt('2026-03-09T09:00:00Z')).toEqual(['2026-03-02'])
    expect(await madeAt('2026-03-16T08:59:00Z')).toEqual(['2026-03-02'])
    expect(await madeAt('2026-03-31T12:00:00Z')).toEqual([
      '2026-03-23',
      '2026-03-16',
      '2026-03-09',
      '2026-03-02',
    ])
  })

  it('whose job is gone have failed', async () => {
    const { reportId: id } = await requestReport(deps, scope, { kind: 'weekly' })
    now = new Date(now.getTime() + 2 * 3_600_000)
    await makeDueReports(deps, scope)
    const waiting = await readReport(deps, scope, { id })
    await inWorkspace(database.db, scope, (tx) => tx.deleteFrom('jobs').execute())
    await makeDueReports(deps, scope)

    expect(waiting.status).toBe('waiting')
    expect(await readReport(deps, scope, { id })).toMatchObject({ status: 'failed', finishedAt: now })
  })

  it('are kept for a year, with their files', async () => {
    const { reportId: id } = await requestReport(deps, scope, { kind: 'weekly' })
    await make(deps, scope, id)
    const prune = () =>
      pruneReportsHandler(deps).run({
        jobId: 'job',
        scope,
        payload: {},
        attempt: 1,
        lastAttempt: false,
        signal: new AbortController().signal,
        reportProgress: async () => {},
      })
    now = new Date(now.getTime() + 365 * 86_400_000)
    await prune()
    const kept = await reports()
    now = new Date(now.getTime() + 2 * 86_400_000)
    await prune()
    const files = await inWorkspace(database.db, scope, (tx) => tx.selectFrom('files').select('id').execute())

    expect(kept).toHaveLength(1)
    expect([...(await reports()), ...files]).toEqual([])
  })
})
