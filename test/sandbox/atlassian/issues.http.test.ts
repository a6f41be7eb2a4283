import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox } from '../../../server/sandbox/atlassian/index.ts'
import {
  askAtlassian,
  errorOf,
  type Json,
  listed,
  startSmallAtlassian,
} from '../../support/atlassian-caller.ts'

const V3 = '/rest/api/3'
const V2 = '/rest/api/2'

let sandbox: AtlassianSandbox
beforeAll(async () => {
  sandbox = await startSmallAtlassian()
})
afterAll(() => sandbox.stop())

const ENG = { project: { key: 'ENG' }, issuetype: { name: 'Task' }, summary: 'A task' }

const create = (fields: Json, base = V3) => askAtlassian(sandbox, `POST ${base}/issue`, { body: { fields } })
const created = async (fields: Json = {}, base = V3) =>
  String((await create({ ...ENG, ...fields }, base)).body['key'])
const fieldsOf = async (key: string, base = V3) =>
  (await askAtlassian(sandbox, `GET ${base}/issue/${key}`)).body['fields'] as Json

describe('creating an issue', () => {
  const paragraph = (text: string) => ({
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  })

  const refusals: readonly (readonly [Json, string])[] = [
    [{ summary: undefined }, 'summary: You must specify a summary of the issue.'],
    [{ summary: 'a\nb' }, 'summary: The summary is invalid because it contains newline characters.'],
    [{ summary: 'x'.repeat(256) }, "summary: Summary can't exceed 255 characters."],
    [{ issuetype: { name: 'None' } }, 'issuetype: The issue type selected is invalid.'],
    [{ project: { key: 'SEC' } }, 'project: Specify a valid project ID or key'],
    [
      { customfield_1: 'x' },
      "customfield_1: Field 'customfield_1' cannot be set. It is not on the appropriate screen, or unknown.",
    ],
    [
      { description: 'plain' },
      'description: Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    ],
    [{ description: paragraph('') }, 'description: INVALID_INPUT'],
    [
      { description: paragraph('x'.repeat(32_800)) },
      'description: The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    ],
    [{ duedate: '24.12.2026' }, 'duedate: Error parsing date string: 24.12.2026'],
    [{ labels: ['a b'] }, "labels: The label 'a b' contains spaces which is invalid."],
    [{ assignee: { accountId: 'nobody' } }, "assignee: User 'nobody' cannot be assigned issues."],
    [{ parent: { key: 'ENG-1' } }, 'parent: Given parent issue does not belong to appropriate hierarchy.'],
    [
      { issuetype: { name: 'Sub-task' } },
      'parent: Issue type is a sub-task but parent issue key or id not specified.',
    ],
    [{ customfield_10207: 7 }, 'customfield_10207: Operation value must be a string'],
  ]
  it.each(refusals.map(([fields, error]) => ({ fields, error })))(
    'on Cloud says $error',
    async ({ fields, error }) => {
      const before = sandbox.state.issues.size
      const answer = await create({ ...ENG, ...fields })

      expect([answer.status, errorOf(answer), sandbox.state.issues.size]).toEqual([400, error, before])
    },
  )

  it('on Data Center takes wiki text and user names, and an epic by its link', async () => {
    const epic = await created({ issuetype: { name: 'Epic' } })
    const user = sandbox.state.users.get(sandbox.state.memberId)!
    const fields = {
      description: '[page|https://x.example]',
      assignee: { name: user.username },
      customfield_10101: epic,
    }
    const key = await created(fields, V2)

    expect(await fieldsOf(key, V2)).toMatchObject({
      ...fields,
      assignee: { name: user.username, key: user.userKey },
    })
    expect(await fieldsOf(key)).toMatchObject({
      parent: { key: epic },
      assignee: { accountId: user.accountId },
    })
    expect(errorOf(await create({ ...ENG, description: paragraph('a') }, V2))).toBe(
      'description: Operation value must be a string',
    )
  })

  it('needs what the project demands, and takes only what is on its screen', async () => {
    const place = { projectKey: 'OPS', type: 'Task' }
    sandbox.requireField({ ...place, fieldId: 'customfield_10208' })
    sandbox.takeFieldOffScreen({ ...place, fieldId: 'customfield_10207' })
    const fields = { ...ENG, project: { key: 'OPS' }, customfield_10207: 'ENG-1' }
    const answer = await create(fields)
    const meta = await askAtlassian(sandbox, `GET ${V3}/issue/createmeta/OPS/issuetypes/10002`)

    expect(answer.body['errors']).toEqual({
      customfield_10207:
        "Field 'customfield_10207' cannot be set. It is not on the appropriate screen, or unknown.",
      customfield_10208: 'Cost Centre is required.',
    })
    const shown = new Map(listed(meta, 'fieldId').map((id, index) => [id, listed(meta, 'required')[index]]))
    expect([shown.get('customfield_10208'), shown.has('customfield_10207')]).toEqual([true, false])
  })

  it('can begin in another status, and tells when it cannot', async () => {
    const make = (id: string) =>
      askAtlassian(sandbox, `POST ${V3}/issue`, { body: { fields: ENG, transition: { id } } })
    const [done, stuck] = [await make('31'), await make('99')]
    const statusOf = async ({ body }: { body: Json }) => (await fieldsOf(String(body['key'])))['status']

    expect([done.status, stuck.status]).toEqual([201, 201])
    expect([await statusOf(done), await statusOf(stuck)]).toMatchObject([
      { name: 'Done' },
      { name: 'Backlog' },
    ])
    expect(stuck.body['transition']).toMatchObject({ status: 400 })
  })

  it('takes at most fifty at once, and is 400 only when all fail', async () => {
    const bulk = (issueUpdates: readonly Json[]) =>
      askAtlassian(sandbox, `POST ${V3}/issue/bulk`, { body: { issueUpdates } })
    const good = { fields: ENG }
    const bad = { fields: { ...ENG, summary: '' } }
    const mixed = await bulk([bad, good, bad])

    expect((await bulk(Array.from({ length: 51 }, () => good))).status).toBe(400)
    expect((await bulk([bad])).status).toBe(400)
    expect([
      mixed.status,
      (mixed.body['errors'] as Json[]).map((error) => error['failedElementNumber']),
    ]).toEqual([201, [0, 2]])
  })
})

describe('a workflow', () => {
  it('goes only where it leads, asks for what its screen demands, and names steps apart from statuses', async () => {
    const { key } = sandbox.createIssue({ projectKey: 'OPS' })
    const step = (id: string, fields?: Json) =>
      askAtlassian(sandbox, `POST ${V3}/issue/${key}/transitions`, {
        body: { transition: { id }, ...(fields === undefined ? {} : { fields }) },
      })
    const wrong = await step('61')
    await step('41')
    await step('51')
    const list = await askAtlassian(sandbox, `GET ${V3}/issue/${key}/transitions?expand=transitions.fields`)
    const [lacking, done] = [await step('61'), await step('61', { resolution: { name: 'Done' } })]

    expect([wrong.status, errorOf(wrong)]).toEqual([400, "Transition id '61' is not valid for this issue."])
    expect((list.body['transitions'] as Json[])[0]).toMatchObject({
      name: 'Approve and close',
      hasScreen: true,
      to: { name: 'Closed', statusCategory: { key: 'done' } },
      fields: { resolution: { required: true } },
    })
    expect([lacking.status, errorOf(lacking), done.status]).toEqual([
      400,
      'resolution: Resolution is required.',
      204,
    ])
  })
})

describe('people and issues', () => {
  it('are joined by account on Cloud and by name on Data Center; the unassignable are refused', async () => {
    const key = await created()
    const left = [...sandbox.state.users.values()].find(({ isActive }) => !isActive)!
    const member = sandbox.state.users.get(sandbox.state.memberId)!
    const assign = async (base: string, body: Json) =>
      (await askAtlassian(sandbox, `PUT ${base}/issue/${key}/assignee`, { body })).status

    expect(await assign(V3, { accountId: left.accountId })).toBe(400)
    expect([await assign(V3, { accountId: member.accountId }), await assign(V2, { name: null })]).toEqual([
      204, 204,
    ])
    expect(await assign(V2, { name: member.username })).toBe(204)
    expect(sandbox.state.issueByKey.get(key)?.assigneeId).toBe(member.accountId)
  })

  it('are found by e-mail on Cloud only when they show it', async () => {
    const hidden = [...sandbox.state.users.values()].find(({ isEmailVisible }) => !isEmailVisible)!
    const find = async (path: string) => listed(await askAtlassian(sandbox, `GET ${path}`), 'displayName')

    expect(await find(`${V3}/user/search?query=${hidden.email}`)).toEqual([])
    expect(await find(`${V2}/user/search?username=${hidden.email}`)).toEqual([hidden.displayName])
  })
})

describe('issues that are not where they were', () => {
  it('answer under both keys after a move, also in bulk', async () => {
    const key = await created()
    const moved = sandbox.moveIssue(key, 'OPS').key
    const one = await askAtlassian(sandbox, `GET ${V3}/issue/${key}?fields=summary`)
    const many = await askAtlassian(sandbox, `POST ${V3}/issue/bulkfetch`, {
      body: { issueIdsOrKeys: [key, moved] },
    })

    expect([one.status, one.body['key'], listed(many, 'key')]).toEqual([200, moved, [moved]])
  })

  it('are 404 when deleted or in a project that is not seen, whatever the dialect', async () => {
    const key = await created()
    sandbox.deleteIssue(key)
    const statuses = [key, 'SEC-1', 'ENG-0'].map(async (one) => [
      (await askAtlassian(sandbox, `GET ${V3}/issue/${one}`)).status,
      (await askAtlassian(sandbox, `GET ${V2}/issue/${one}`)).status,
    ])

    expect(await Promise.all(statuses)).toEqual([
      [404, 404],
      [404, 404],
      [404, 404],
    ])
  })

  it('take their sub-tasks along only when told to', async () => {
    const parent = await created()
    await created({ issuetype: { name: 'Sub-task' }, parent: { key: parent } })
    const remove = async (query: string) =>
      (await askAtlassian(sandbox, `DELETE ${V3}/issue/${parent}${query}`)).status

    expect([await remove(''), await remove('?deleteSubtasks=true')]).toEqual([400, 204])
  })
})

describe('links to pages', () => {
  it('are one per global id: 201 and then 200 on Cloud, always 200 on Data Center', async () => {
    const key = await created()
    const put = async (base: string, globalId: string, title: string) =>
      (
        await askAtlassian(sandbox, `POST ${base}/issue/${key}/remotelink`, {
          body: { globalId, object: { url: 'https://site.example', title } },
        })
      ).status

    expect([await put(V3, 'a', 'One'), await put(V3, 'a', 'Two'), await put(V2, 'b', 'Three')]).toEqual([
      201, 200, 200,
    ])
    expect(sandbox.state.issueByKey.get(key)?.remoteLinks.map(({ object }) => object['title'])).toEqual([
      'Two',
      'Three',
    ])
  })
})
