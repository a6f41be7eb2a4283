import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { JiraRefusal, type JiraClient, type NewIssue } from '../../../server/connectors/jira/index.ts'
import { isOutcomeUnknown } from '../../../server/platform/outbound/index.ts'
import { failureOf, openJiraLine, type JiraLine, type Place } from './support.ts'

const PLACES: readonly { readonly place: Place }[] = [{ place: 'cloud' }, { place: 'data-center' }]
const TASK = '10002'

let line: JiraLine
const clients = new Map<Place, JiraClient>()
beforeAll(async () => {
  line = await openJiraLine()
  for (const { place } of PLACES) clients.set(place, (await line.connect(place)).jira)
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const aTask = (changes: Partial<NewIssue> = {}): NewIssue => ({
  projectKey: 'ENG',
  typeId: TASK,
  summary: 'A task',
  description: [],
  ...changes,
})
const issueAt = (key: string) => line.sandbox.state.issueByKey.get(key)!
const issuesNamed = (summary: string) =>
  [...line.sandbox.state.issues.values()].filter((issue) => issue.summary === summary)
const writesTo = (path: RegExp) =>
  line.sandbox.requests.entries.filter((request) => request.method !== 'GET' && path.test(request.path))

describe.each(PLACES)('writing to Jira ($place)', ({ place }) => {
  const isCloud = place === 'cloud'
  let jira: JiraClient
  beforeEach(() => {
    jira = clients.get(place)!
    line.sandbox.requests.clear()
  })
  afterEach(() => {
    expect(line.sandbox.requests.complaints.map(({ complaints }) => complaints)).toEqual([])
  })
  const aUser = () => line.sandbox.state.users.get(line.sandbox.state.memberId)!
  const personId = () => (isCloud ? aUser().accountId : aUser().username)

  it('makes an issue with everything that is given', async () => {
    const above = line.sandbox.createIssue({ projectKey: 'ENG', type: 'Story' })
    const { id, key } = await jira.createIssue(
      aTask({
        typeId: '10003',
        summary: 'First line\r\nsecond\u2028line',
        description: [
          { is: 'text', text: 'Why: *this* {code}\n' },
          { is: 'link', text: 'page', url: 'https://wiki.example/1' },
        ],
        dueDate: '2026-12-24',
        assigneeId: personId(),
        parentKey: above.key,
        fields: { customfield_10207: 'ENG-1', labels: ['a'] },
      }),
    )

    const { issues } = await jira.readIssues([key], ['duedate', 'labels', 'customfield_10207'])
    expect(issues.get(key)).toMatchObject({
      id,
      summary: 'First line second line',
      description: 'Why: *this* {code}\npage',
      assignee: { id: personId() },
      parentKey: above.key,
      fields: { duedate: '2026-12-24', labels: ['a'], customfield_10207: 'ENG-1' },
    })
  })

  it('cuts what is too long, so that Jira takes it', async () => {
    const { key } = await jira.createIssue(
      aTask({ summary: '👋'.repeat(200), description: [{ is: 'text', text: '"quoted"\n'.repeat(9_000) }] }),
    )

    const issue = (await jira.readIssues([key])).issues.get(key)!
    expect(issue.summary).toBe(`${'👋'.repeat(127)}…`)
    expect(issue.description?.endsWith('…')).toBe(true)
  })

  it('leaves out a description that says nothing', async () => {
    const { key } = await jira.createIssue(aTask())

    expect(issueAt(key).description).toBeNull()
  })

  it('names the fields that were refused, and what to do, in its own words', async () => {
    const at = { projectKey: 'OPS', type: 'Task' }
    line.sandbox.requireField({ ...at, fieldId: 'customfield_10208' })
    line.sandbox.takeFieldOffScreen({ ...at, fieldId: 'customfield_10207' })
    const before = line.sandbox.state.issues.size

    const error = await failureOf(
      jira.createIssue(
        aTask({ projectKey: 'OPS', assigneeId: 'nobody', fields: { customfield_10207: 'ENG-1' } }),
      ),
    )

    expect(error).toBeInstanceOf(JiraRefusal)
    expect((error as JiraRefusal).fields.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      { id: 'assignee', name: null, problem: 'not-assignable' },
      { id: 'customfield_10207', name: null, problem: 'not-on-screen' },
      { id: 'customfield_10208', name: 'Cost Centre', problem: 'required' },
    ])
    expect((error as JiraRefusal).message).toMatch(
      /field customfield_10207 on no screen.*value for the field Cost Centre \(customfield_10208\)/,
    )
    expect((error as JiraRefusal).message).not.toMatch(/cannot be set|appropriate screen|nobody/)
    expect(isOutcomeUnknown(error)).toBe(false)
    expect(line.sandbox.state.issues.size).toBe(before)
  })

  it.each([
    { typeId: '99', id: 'issuetype', problem: 'no-such-type' },
    { summary: ' ', id: 'summary', problem: 'required' },
    { projectKey: 'NONE', id: 'project', problem: 'no-such-project' },
    { dueDate: '24.12.2026', id: 'duedate', problem: 'wrong-value' },
    { parentKey: 'NONE-1', id: 'parent', problem: 'wrong-value' },
  ])('tells $problem of $id', async ({ id, problem, ...changes }) => {
    const error = await failureOf(jira.createIssue(aTask(changes)))

    expect(error).toMatchObject({ kind: 'rejected', status: 400, fields: [{ id, problem }] })
  })

  it('tells a text that is too long, whatever we counted', async () => {
    const errors = {
      description: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
      '<b>': "Summary can't exceed 255 characters.",
    }
    line.sandbox.failNext({ status: 400, body: { errorMessages: [], errors } })

    const error = await failureOf(jira.createIssue(aTask()))

    expect(error).toMatchObject({
      fields: [
        { id: 'description', problem: 'too-long' },
        { id: 'unknown', problem: 'too-long' },
      ],
      message: expect.stringMatching(/field description is longer than Jira allows/) as unknown,
    })
  })

  it.each([
    ['is lost', { drop: true }],
    ['is cut in the middle', { cutBody: true }],
    ['cannot be read', { status: 201, body: 'made it' }],
    ['is a failure', { status: 502, body: 'Bad gateway' }],
    [
      'is for nobody',
      { status: 201, body: { id: '1', key: 'ENG-1' }, headers: { 'x-ausername': 'anonymous' } },
    ],
  ])('makes one issue, not two, when the answer %s', async (how, fault) => {
    const summary = `${place}: the answer ${how}`
    line.sandbox.failNext({ matching: /POST .*\/issue$/, when: 'after', ...fault })

    const error = await failureOf(jira.createIssue(aTask({ summary })))

    expect(isOutcomeUnknown(error)).toBe(true)
    expect(issuesNamed(summary)).toHaveLength(1)
    expect(writesTo(/\/issue$/)).toHaveLength(1)
  })

  it('assigns somebody and nobody, and says when it may not', async () => {
    const { key } = line.sandbox.createIssue({ projectKey: 'ENG' })

    await jira.assign(key, personId())
    expect(issueAt(key).assigneeId).toBe(aUser().accountId)
    await jira.assign(key, null)
    expect(issueAt(key).assigneeId).toBeNull()
    expect(await failureOf(jira.assign(key, 'nobody'))).toMatchObject({
      kind: 'rejected',
      fields: [],
      message: expect.stringMatching(/does not let this person/) as unknown,
    })
    expect(await failureOf(jira.assign('ENG-9999', null))).toMatchObject({ kind: 'not-found' })
  })

  it('moves an issue through its workflow, and says what stands in the way', async () => {
    const { key } = line.sandbox.createIssue({ projectKey: 'OPS' })
    const [take] = await jira.listTransitions(key)
    await jira.transition(key, take!.id)

    expect(issueAt(key).statusId).toBe('3')
    expect(await failureOf(jira.transition(key, '61'))).toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/workflow/) as unknown,
    })
    line.sandbox.setStatus(key, 'Waiting for approval')
    expect(await failureOf(jira.transition(key, '61'))).toMatchObject({
      fields: [{ id: 'resolution', name: 'Resolution', problem: 'required' }],
    })
  })

  it('keeps one remote link for each globalId', async () => {
    const { key } = line.sandbox.createIssue({ projectKey: 'ENG' })
    const link = {
      globalId: 'ours:1/ü&x',
      url: 'https://wiki.example/1',
      title: 'Plan\n2026',
      relationship: 'mentioned in',
    }

    await jira.putRemoteLink(key, link)
    // A lost answer is no reason for a second one.
    line.sandbox.failNext({ matching: /remotelink/, when: 'after', drop: true })
    await jira.putRemoteLink(key, { ...link, title: 'New plan', summary: 'About it' })

    expect(issueAt(key).remoteLinks).toMatchObject([
      {
        globalId: link.globalId,
        relationship: 'mentioned in',
        object: { url: link.url, title: 'New plan', summary: 'About it' },
      },
    ])
    await jira.removeRemoteLink(key, link.globalId)
    expect(issueAt(key).remoteLinks).toEqual([])
    await jira.removeRemoteLink(key, link.globalId)
    expect(await failureOf(jira.removeRemoteLink('ENG-9999', link.globalId))).toMatchObject({
      kind: 'not-found',
    })
  })

  it.each([
    [403, /Give them the permission/, 'forbidden'],
    [404, /has no such issue/, 'not-found'],
    [409, /Try again/, 'rejected'],
    [410, /Update this server/, 'rejected'],
    [413, /Shorten it/, 'rejected'],
    [500, /try again later/, 'unavailable'],
  ])('says what to do about %i', async (status, words, kind) => {
    const sentence = 'A sentence of the vendor'
    line.sandbox.failNext({ status, body: { errorMessages: [sentence], errors: {} } })

    const error = (await failureOf(jira.assign('ENG-1', null))) as Error

    expect(error).toMatchObject({ kind, status })
    expect(error.message).toMatch(words)
    expect(error.message).not.toContain(sentence)
  })

  it.each([
    [
      400,
      { errorMessages: ['The sprint\n is closed.'], errors: {} },
      /\(status 400\)\. Jira says: “The sprint is closed\.”$/,
    ],
    [422, { errorMessages: ['No. '.repeat(100)], errors: {} }, /\(status 422\)\. Jira says: “.{200}”$/],
    [
      400,
      { errorMessages: [], errors: { customfield_1: 'Not that one.' } },
      /customfield_1\..* Jira says: “Not that one\.”$/,
    ],
    [400, { errorMessages: [], errors: {} }, /\(status 400\)\.$/],
  ])('tells what only Jira knows: %i %j', async (status, body, words) => {
    line.sandbox.failNext({ status, body })

    const link = {
      globalId: 'ours:1',
      url: 'https://wiki.example/1',
      title: 'Plan',
      relationship: 'mentioned in',
    }
    expect(await failureOf(jira.putRemoteLink('ENG-1', link))).toMatchObject({
      status,
      message: expect.stringMatching(words) as unknown,
    })
  })
})

describe('an issue that Cloud says somebody else writes', () => {
  it('is refused with 409', async () => {
    line.sandbox.failNext({ conflict: true })

    expect(await failureOf(clients.get('cloud')!.assign('ENG-1', null))).toMatchObject({ status: 409 })
  })
})
