import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JiraClient } from '../../../server/connectors/jira/index.ts'
import { failureOf, openJiraLine, type JiraLine, type Place } from './support.ts'

const PLACES: readonly { readonly place: Place }[] = [{ place: 'cloud' }, { place: 'data-center' }]

let line: JiraLine
const clients = new Map<Place, JiraClient>()
beforeAll(async () => {
  line = await openJiraLine()
  for (const { place } of PLACES) clients.set(place, (await line.connect(place)).jira)
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const stateOf = () => line.sandbox.state
const issuesOf = (projectKey: string) =>
  [...stateOf().issues.values()].filter(({ key }) => key.startsWith(`${projectKey}-`))

describe.each(PLACES)('reading Jira ($place)', ({ place }) => {
  const isCloud = place === 'cloud'
  let jira: JiraClient
  beforeEach(() => {
    jira = clients.get(place)!
  })
  const idOf = (user: { accountId: string; username: string }) => (isCloud ? user.accountId : user.username)
  const aUser = () => stateOf().users.get(stateOf().memberId)!

  it('knows whether a project assigns by itself, and takes it to where that is not told', async () => {
    expect(await jira.assignsByItself('ENG')).toBe(false)
    line.sandbox.failNext({ status: 200, body: { key: 'ENG' } })
    expect(await jira.assignsByItself('ENG')).toBe(true)
    expect(await failureOf(jira.assignsByItself('NONE'))).toMatchObject({ kind: 'not-found' })
  })

  it('says as whom it acts, and where people read', async () => {
    const owner = stateOf().users.get(stateOf().ownerId)!
    const { cloud, dataCenter } = line.sandbox

    expect(jira.deployment).toBe(place)
    expect(await jira.whoAmI()).toEqual({ id: idOf(owner), name: owner.displayName, email: owner.email })
    expect(await jira.issuePage('ENG-1')).toBe(`${isCloud ? cloud.siteUrl : dataCenter.jiraUrl}/browse/ENG-1`)
  })

  it('reads an issue with all that it has, and the fields that were asked for', async () => {
    const above = line.sandbox.createIssue({ projectKey: 'ENG', type: 'Story' })
    const { ownerId, memberId, users } = stateOf()
    const issue = line.sandbox.createIssue({
      projectKey: 'ENG',
      type: 'Sub-task',
      summary: 'Größe ändern 👋',
      description: 'One\nTwo',
      assigneeId: memberId,
      parentId: above.id,
      custom: new Map([['customfield_10207', 'ENG-1']]),
    })

    const { issues, missing } = await jira.readIssues([issue.key], ['customfield_10207', 'customfield_1'])

    expect(missing.size).toBe(0)
    expect(issues.get(issue.key)).toEqual({
      id: issue.id,
      key: issue.key,
      projectKey: 'ENG',
      summary: 'Größe ändern 👋',
      type: { id: '10003', name: 'Sub-task', isSubtask: true },
      status: { id: '1', name: 'Backlog', category: 'new' },
      description: 'One\nTwo',
      assignee: {
        id: idOf(users.get(memberId)!),
        name: users.get(memberId)!.displayName,
        email: users.get(memberId)!.email,
      },
      reporter: {
        id: idOf(users.get(ownerId)!),
        name: users.get(ownerId)!.displayName,
        email: users.get(ownerId)!.email,
      },
      parentKey: above.key,
      createdAt: issue.createdAt,
      fields: { customfield_10207: 'ENG-1' },
    })
  })

  it('gives issues by the key that was asked for, and says why others are missing', async () => {
    const moved = line.sandbox.createIssue({ projectKey: 'ENG', summary: 'moved' })
    const other = line.sandbox.createIssue({ projectKey: 'ENG', summary: 'moved too' })
    const [movedKey, otherKey] = [moved.key, other.key]
    line.sandbox.moveIssue(movedKey, 'OPS')
    line.sandbox.moveIssue(otherKey, 'OPS')
    const [stays] = issuesOf('ENG')
    const [hidden] = issuesOf('SEC')

    const { issues, missing } = await jira.readIssues([
      'ENG-9999',
      movedKey,
      stays!.key.toLowerCase(),
      hidden!.key,
      otherKey,
      moved.key,
      '../myself',
      movedKey,
    ])

    expect([...issues].map(([key, issue]) => [key, issue.key, issue.projectKey])).toEqual([
      [movedKey, moved.key, 'OPS'],
      [stays!.key.toLowerCase(), stays!.key, 'ENG'],
      [otherKey, other.key, 'OPS'],
      [moved.key, moved.key, 'OPS'],
    ])
    expect([...missing.keys()]).toEqual(['ENG-9999', hidden!.key, '../myself'])
    expect(missing.get('ENG-9999')).toMatch(/has no such issue, or the connected user may not see it/)
    expect(missing.get('../myself')).toMatch(/not the key/)
  })

  it('reads more issues than fit into one request', async () => {
    const keys = Array.from({ length: 103 }, () => line.sandbox.createIssue({ projectKey: 'OPS' }).key)
    line.sandbox.requests.clear()

    const { issues } = await jira.readIssues(keys)

    expect([...issues.keys()]).toEqual(keys)
    expect(line.sandbox.requests.entries.length).toBe(isCloud ? 2 : 103)
  })

  it('is not stopped by a passing failure', async () => {
    const key = issuesOf('ENG')[0]!.key
    line.sandbox.failNext({ status: 503, times: 2 })
    expect((await jira.readIssues([key])).issues.size).toBe(1)

    line.sandbox.failNext({ drop: true })
    expect((await jira.searchIssues({ jql: `key = ${key}`, most: 5 })).issues).toHaveLength(1)
  })

  it('finds all in the order of the query, or says that there are more', async () => {
    const ours = Array.from(
      { length: 205 },
      (_, index) =>
        line.sandbox.createIssue({ projectKey: 'ENG', summary: `n${index}`, labels: [`many-${place}`] }).key,
    )
    const jql = `labels = many-${place} ORDER BY key ASC`
    const all = await jira.searchIssues({ jql, most: 205 })
    const cut = await jira.searchIssues({ jql, most: 204 })
    const one = await jira.searchIssues({ jql: `key = ${ours[0]!}`, most: 1, fields: ['labels'] })

    expect([all.issues.map(({ key }) => key), all.isCut]).toEqual([ours, false])
    expect([cut.issues.map(({ key }) => key), cut.isCut]).toEqual([ours.slice(0, 204), true])
    expect([one.issues[0]?.fields, one.isCut]).toEqual([{ labels: [`many-${place}`] }, false])
    expect(await jira.searchIssues({ jql: 'labels = nobody-has-it', most: 9 })).toEqual({
      issues: [],
      isCut: false,
    })
  })

  it('says what to do about a query that Jira refuses', async () => {
    const [unknown, broken] = [
      await failureOf(jira.searchIssues({ jql: 'issue in (ENG-1, NONE-1)', most: 5 })),
      await failureOf(jira.searchIssues({ jql: 'this is = = none', most: 5 })),
    ]

    for (const error of [unknown, broken])
      expect(error).toMatchObject({
        kind: 'rejected',
        message: expect.stringMatching(/Try it in/) as unknown,
      })
  })

  it('lists the types of a project, and the fields of a screen', async () => {
    const types = await jira.listIssueTypes('ENG')
    const fields = await jira.listCreateFields('ENG', '10003')

    expect(types).toHaveLength(stateOf().issueTypes.size)
    expect(types).toContainEqual({
      id: '10003',
      name: 'Sub-task',
      isSubtask: true,
      level: isCloud ? -1 : null,
    })
    expect(fields).toContainEqual({
      id: 'parent',
      name: 'Parent',
      isRequired: true,
      hasDefault: false,
      type: 'issuelink',
    })
    expect(await failureOf(jira.listIssueTypes('NONE'))).toMatchObject({
      kind: 'not-found',
      message: expect.stringMatching(/no such project/) as unknown,
    })
    expect(await failureOf(jira.listCreateFields('ENG', '99'))).toMatchObject({
      message: expect.stringMatching(/this issue type/) as unknown,
    })
  })

  it('reads lists of more than one page', async () => {
    const path = /issuetypes$/
    const type = (id: number) => ({ id: String(id), name: `T${id}`, subtask: false })
    const name = isCloud ? 'issueTypes' : 'values'
    for (const [startAt, count] of [
      [0, 2],
      [2, 1],
    ] as const)
      line.sandbox.failNext({
        matching: path,
        status: 200,
        body: {
          startAt,
          total: 3,
          [name]: Array.from({ length: count }, (_, index) => type(startAt + index)),
        },
      })

    expect((await jira.listIssueTypes('ENG')).map(({ id }) => id)).toEqual(['0', '1', '2'])
    const asked = line.sandbox.requests.entries.slice(-2).map(({ query }) => query)
    expect(asked.map((query) => new URLSearchParams(query).get('startAt'))).toEqual(['0', '2'])
  })

  it('knows what custom fields are made of', async () => {
    const fields = await jira.listFields()

    expect(fields).toContainEqual({ id: 'summary', name: 'Summary', isCustom: false, kind: null })
    expect(fields.some(({ kind }) => kind === 'com.pyxis.greenhopper.jira:gh-epic-link')).toBe(!isCloud)
  })

  it('tells where an issue can go, and what that asks for', async () => {
    const issue = line.sandbox.createIssue({ projectKey: 'OPS' })
    line.sandbox.setStatus(issue.key, 'Waiting for approval')

    expect(await jira.listTransitions(issue.key)).toEqual([
      {
        id: '61',
        name: 'Approve and close',
        to: { id: '10003', name: 'Closed', category: 'done' },
        requiredFields: ['Resolution'],
      },
    ])
    expect(await failureOf(jira.listTransitions('ENG-9999'))).toMatchObject({ kind: 'not-found' })
  })

  it('finds people', async () => {
    const user = aUser()
    const found = await jira.findAssignable('ENG', user.email)

    expect(found).toEqual([{ id: idOf(user), name: user.displayName, email: user.email }])
    expect(await jira.findUser(idOf(user))).toEqual(found[0])
    expect(await jira.findUser('nobody')).toBeNull()
    expect(await failureOf(jira.findAssignable('NONE', 'a'))).toMatchObject({
      message: expect.stringMatching(/no such project/) as unknown,
    })
  })

  it('asks for nothing outside of its paths', async () => {
    line.sandbox.requests.clear()

    for (const key of ['..', '.', ''])
      expect(await failureOf(jira.listTransitions(key))).toMatchObject({ code: 'INVALID' })
    expect(line.sandbox.requests.entries).toHaveLength(0)
  })

  it('has asked for nothing that the vendor does not document', () => {
    expect(line.sandbox.requests.complaints.map(({ complaints }) => complaints)).toEqual([])
  })
})

describe("a person's profile on Cloud", () => {
  it('may hide the e-mail', async () => {
    const hidden = [...stateOf().users.values()].find(({ isEmailVisible }) => !isEmailVisible)!

    expect(await clients.get('cloud')!.findUser(hidden.accountId)).toMatchObject({ email: null })
  })
})
