import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  accountPage,
  huntflowAccess,
  huntflowOpener,
  huntflowService,
  type HuntflowClient,
} from '../../../server/connectors/huntflow/index.ts'
import { createServiceConnector } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import {
  createEgressPolicy,
  createHttpClient,
  type HttpClient,
} from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import {
  startHuntflowSandbox,
  type HuntflowFault,
  type HuntflowSandbox,
} from '../../../server/sandbox/huntflow/index.ts'
import { systemClock as clock } from '../../../server/shared/clock.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { hasHuntflowDocument, readHuntflowDocument } from '../../support/huntflow-document.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

let database: TestDatabase
let sandbox: HuntflowSandbox
let client: HttpClient
let huntflow: HuntflowClient
let accountId: string
beforeAll(async () => {
  database = await openTestDatabase()
  sandbox = await startHuntflowSandbox({
    requestsPerSecond: 1_000_000,
    ...(hasHuntflowDocument ? { checkRequest: (await readHuntflowDocument()).judgeRequest } : {}),
  })
  accountId = String(sandbox.accountId)
  const policy = createEgressPolicy({ allowedOrigins: [sandbox.origin], hostRules: [] })
  client = createHttpClient({ policy, log: silentLog, clock, defaults: { closeGraceMs: 10 } })
  const key = Buffer.alloc(32, 1)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const sending = { db: database.db, vault: createVault(ring), clock, client }
  const scope = await aWorkspace(database.db)
  const credentials = { ...sandbox.tokens }
  const saving = { service: huntflowService, baseUrl: sandbox.apiUrl, credentials }
  await saveConnection({ ...sending, policyOf: () => policy, onChange: async () => {} }, scope, saving)
  const connector = createServiceConnector(
    { ...sending, limiter: UNLIMITED, sleep: async () => {} },
    huntflowAccess,
  )
  huntflow = await huntflowOpener(connector)(scope, 'interactive')
})
afterEach(() => sandbox.clearFaults())
afterAll(async () => {
  await client.close()
  await sandbox.stop()
  await database.close()
})

const newOne = (more: object = {}) => ({ firstName: 'Anna', lastName: 'Li', resumeText: 'mark-1', ...more })

describe('the Huntflow client', () => {
  it('reads organisations, all open vacancies, stages and sources', async () => {
    const { state } = sandbox
    const vacancies = await huntflow.openVacancies(accountId)
    const open = [...state.vacancies.values()].filter(
      (one) => one.accountId === sandbox.accountId && one.state !== 'CLOSED',
    )
    const stages = await huntflow.stages(accountId)

    expect((await huntflow.accounts()).map(({ id }) => Number(id))).not.toContain(state.accounts.foreign)
    expect(open.length).toBeGreaterThan(100)
    expect(vacancies.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => String(id)).sort())
    expect(stages.map(({ name }) => name)).not.toContain('Old stage')
    expect((await huntflow.sources(accountId)).length).toBeGreaterThan(0)
  })

  it('makes an applicant, finds it, places it, and writes notes and tags', async () => {
    const { id } = await huntflow.createApplicant(
      accountId,
      newOne({ telegram: 'anna_li', birthday: '1990-01-31' }),
    )
    const [vacancy] = await huntflow.openVacancies(accountId)
    const [first, second] = await huntflow.stages(accountId)
    const place = { vacancyId: vacancy!.id, stageId: first!.id }
    await huntflow.addToVacancy(accountId, id, place)
    await huntflow.changeStage(accountId, id, { ...place, stageId: second!.id })
    const noteId = await huntflow.addNote(accountId, id, { text: 'a note: mark-2' })
    const tagId = await huntflow.createTag(accountId, 'Ours')
    await huntflow.replaceTags(accountId, id, [tagId])
    const read = await huntflow.applicant(accountId, id)

    expect(read).toMatchObject({
      id,
      name: 'Li Anna',
      doubles: [],
      links: [{ vacancyId: vacancy!.id, stageId: second!.id }],
    })
    expect(await huntflow.resumeText(accountId, id, read.resumeIds[0]!)).toBe('mark-1')
    expect((await huntflow.searchApplicants(accountId, 'mark-1')).map((one) => one.id)).toEqual([id])
    expect((await huntflow.latestApplicants(accountId)).map((one) => one.id)).toContain(id)
    expect(await huntflow.findNote(accountId, id, 'mark-2')).toBe(noteId)
    expect(await huntflow.findNote(accountId, id, 'mark-3')).toBeUndefined()
    expect([await huntflow.findTag(accountId, 'ours'), await huntflow.tagsOf(accountId, id)]).toEqual([
      tagId,
      [tagId],
    ])
    expect(sandbox.requests.complaints).toEqual([])
  })

  it('finds a note among hundreds', async () => {
    const { id } = await huntflow.createApplicant(accountId, newOne())
    const oldest = await huntflow.addNote(accountId, id, { text: 'the first: mark-4' })
    for (let count = 0; count < 210; count += 1) await huntflow.addNote(accountId, id, { text: 'another' })

    expect(await huntflow.findNote(accountId, id, 'mark-4')).toBe(oldest)
  })

  it('uploads a file under the name that it has', async () => {
    const name = 'a"b\r\nc: x — резюме 👩‍💻.pdf'
    const { fileId, parsed } = await huntflow.uploadResume(accountId, {
      name,
      content: Buffer.from('%PDF-\r\n--x\0'),
    })

    expect(sandbox.state.files.get(fileId)?.content).toEqual(Buffer.from('%PDF-\r\n--x\0'))
    expect(sandbox.state.files.get(fileId)?.name).toMatch(/резюме 👩‍💻\.pdf$/)
    expect(parsed).toMatchObject({ lastName: null, phones: [] })
  })

  it('knows the page of an organisation in both realms, and nowhere else', () => {
    expect(accountPage('https://api.huntflow.ru', 'acme')).toBe('https://huntflow.ru/my/acme')
    expect(accountPage('https://api.huntflow.ai', 'a/b')).toBe('https://huntflow.ai/my/a%2Fb')
    expect(accountPage('http://127.0.0.1:1', 'acme')).toBeUndefined()
    expect(accountPage('https://api.huntflow.ru.evil.example', 'acme')).toBeUndefined()
  })
})

describe('a refusal of Huntflow', () => {
  it.each<[string, HuntflowFault, string, RegExp]>([
    ['400', { status: 400 }, 'rejected', /refused/],
    ['401', { status: 401 }, 'unauthorized', /Make a new pair/],
    ['402', { status: 402 }, 'rejected', /licence/],
    ['403', { status: 403 }, 'forbidden', /may not do this/],
    ['404', { status: 404 }, 'not-found', /./],
    ['429', { rateLimited: true }, 'rate-limited', /./],
    ['502', { status: 502 }, 'unavailable', /not available/],
    ['no answer', { drop: true }, 'unavailable', /closed the connection/],
    ['half an answer', { cutBody: true, when: 'after' }, 'unreadable', /cannot be read/],
    ['another page', { status: 200, body: '<html>' }, 'unreadable', /cannot be read/],
  ])('is told apart: %s', async (_what, fault, ...[kind, words]) => {
    sandbox.failNext({ matching: /POST .*applicants$/, ...fault })
    const before = sandbox.requests.total

    const error = await huntflow.createApplicant(accountId, newOne()).catch((failure: unknown) => failure)

    expect(error).toMatchObject({ name: 'UpstreamError', kind, message: expect.stringMatching(words) })
    expect(sandbox.requests.total - before).toBe(1)
  })
})
