import { createV1Client, createV2Client } from 'confluence.js'
import { createCloudClient } from 'jira.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox } from '../../server/sandbox/atlassian/index.ts'
import { startSmallAtlassian } from '../support/atlassian-caller.ts'
import { idsOf } from './atlassian-calls.ts'

const storage = (value: string) => ({ representation: 'storage', value })
const paragraph = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

let sandbox: AtlassianSandbox
beforeAll(async () => {
  sandbox = await startSmallAtlassian()
})
afterAll(() => sandbox.stop())

function configOf({ cloud: { siteUrl: host, email, apiToken } }: AtlassianSandbox) {
  return { host, auth: { type: 'basic' as const, email, apiToken } }
}

/** Checks every answer by its own schemas, and throws when one does not fit. */
function jiraClient() {
  return createCloudClient({ ...configOf(sandbox), onSchemaMismatch: 'throw' })
}

describe('the public Jira client on the fake Jira Cloud', () => {
  const fields = { project: { key: 'ENG' }, issuetype: { name: 'Task' } }

  it('makes an issue, reads it, changes it, assigns it and moves it to done', async () => {
    const jira = jiraClient()
    const { memberId } = sandbox.state
    const work = idsOf(sandbox).issues[1]!
    const made = await jira.issues.createIssue({
      fields: { ...fields, summary: 'Check', description: paragraph('Why'), parent: { key: work.key } },
    })
    const issueIdOrKey = made.key
    await jira.issues.editIssue({ issueIdOrKey, fields: { summary: 'Check again' }, notifyUsers: false })
    await jira.issues.assignIssue({ issueIdOrKey, accountId: memberId })
    const { transitions = [] } = await jira.issues.getTransitions({
      issueIdOrKey,
      expand: 'transitions.fields',
    })
    const done = transitions.find(({ to }) => to?.statusCategory?.key === 'done')
    await jira.issues.doTransition({ issueIdOrKey, transition: { id: done!.id! } })
    const issue = await jira.issues.getIssue({ issueIdOrKey, fields: ['*all'] })

    expect(issue.fields).toMatchObject({
      summary: 'Check again',
      assignee: { accountId: memberId },
      status: { name: 'Done' },
      parent: { key: work.key },
      description: paragraph('Why'),
    })
  })

  it('makes several, of which some fail, and fetches several, of which some are not there', async () => {
    const jira = jiraClient()
    const { issues = [], errors = [] } = await jira.issues.createIssues({
      issueUpdates: [
        { fields: { ...fields, summary: 'One' } },
        { fields: { ...fields, issuetype: { name: 'None' } } },
        { fields: { ...fields, summary: 'Three' } },
      ],
    })
    const keys = issues.map(({ key }) => key)
    const fetched = await jira.issues.bulkFetchIssues({
      issueIdsOrKeys: [...keys, 'ENG-99999', 'SEC-1'],
      fields: ['summary'],
    })

    expect(errors.map(({ failedElementNumber }) => failedElementNumber)).toEqual([1])
    expect(fetched.issues?.map(({ key }) => key)).toEqual(keys)
    expect(fetched.issueErrors?.map(({ id }) => id)).toEqual(['ENG-99999', 'SEC-1'])
  })

  it('searches page by page with tokens to the last', async () => {
    const jira = jiraClient()
    const found: string[] = []
    let nextPageToken: string | undefined
    do {
      const page = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
        jql: 'project = ENG AND issuetype in (Phase, "Work Package") ORDER BY key ASC',
        fields: ['summary'],
        maxResults: 2,
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      })
      found.push(...(page.issues ?? []).map(({ key }) => key!))
      nextPageToken = page.nextPageToken ?? undefined
      expect(page.isLast).toBe(nextPageToken === undefined)
    } while (nextPageToken !== undefined)

    expect(found).toEqual(['ENG-1', 'ENG-2', 'ENG-5'])
  })

  it('links an issue to a page once, whatever the number of calls', async () => {
    const jira = jiraClient()
    const link = { globalId: 'switchyard:1', object: { url: 'https://site.example/p', title: 'A page' } }
    const first = await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({
      issueIdOrKey: 'ENG-1',
      ...link,
    })
    const second = await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({
      issueIdOrKey: 'ENG-1',
      ...link,
    })

    expect(second.id).toBe(first.id)
    expect(sandbox.state.issueByKey.get('ENG-1')?.remoteLinks).toHaveLength(1)
  })

  it('reads create metadata, fields, types, projects and people', async () => {
    const jira = jiraClient()
    const types = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'ENG' })
    const meta = await jira.issues.getCreateIssueMetaIssueTypeId({
      projectIdOrKey: 'ENG',
      issueTypeId: '10002',
    })
    const fields = await jira.issueFields.getFields()
    const projects = await jira.projects.searchProjects({})
    const me = await jira.myself.getCurrentUser()
    const people = await jira.userSearch.findAssignableUsers({ project: 'ENG', accountId: me.accountId! })
    const { deploymentType } = await jira.serverInfo.getServerInfo()

    expect(types.issueTypes?.map(({ name }) => name)).toContain('Work Package')
    expect(meta.fields?.filter(({ required }) => required).map(({ fieldId }) => fieldId)).toEqual([
      'summary',
      'issuetype',
      'project',
    ])
    expect(fields.some(({ id, custom }) => id === 'customfield_10207' && custom)).toBe(true)
    expect(projects.values?.map(({ key }) => key)).toEqual(['ENG', 'OPS'])
    expect([people.map(({ accountId }) => accountId), deploymentType]).toEqual([[me.accountId], 'Cloud'])
  })

  it('keeps and reads properties, and deletes an issue', async () => {
    const jira = jiraClient()
    const { key } = await jira.issues.createIssue({ fields: { ...fields, summary: 'Short-lived' } })
    await jira.issueProperties.setIssueProperty({
      issueIdOrKey: key,
      propertyKey: 'source',
      body: { page: '1' },
    })
    const property = await jira.issueProperties.getIssueProperty({ issueIdOrKey: key, propertyKey: 'source' })
    await jira.issues.deleteIssue({ issueIdOrKey: key })

    expect(property.value).toEqual({ page: '1' })
    await expect(jira.issues.getIssue({ issueIdOrKey: key })).rejects.toMatchObject({ status: 404 })
  })

  it('is told of a rate limit with its waiting time, and of fields by name', async () => {
    const jira = jiraClient()
    sandbox.failNext({ rateLimited: { reason: 'jira-burst-based', retryAfterSeconds: 7 } })

    await expect(jira.myself.getCurrentUser()).rejects.toMatchObject({ status: 429, retryAfterMs: 7000 })
    await expect(jira.issues.createIssue({ fields })).rejects.toMatchObject({
      status: 400,
      body: { errorMessages: [], errors: { summary: 'You must specify a summary of the issue.' } },
    })
  })
})

describe('the public Confluence clients on the fake Confluence Cloud', () => {
  it('make a page, change it, are refused an old version, and restore', async () => {
    const confluence = createV2Client(configOf(sandbox))
    const old = createV1Client(configOf(sandbox))
    const { space } = idsOf(sandbox)
    const made = await confluence.page.createPage({
      body: { spaceId: space.id, title: 'By the client', body: storage('<p>One</p>') },
    })
    const id = Number(made.id)
    const body = {
      id: made.id,
      status: 'current',
      title: 'Changed',
      body: storage('<p>Two</p>'),
      version: { number: 2 },
    }
    await confluence.page.updatePage({ id, body })

    await expect(confluence.page.updatePage({ id, body })).rejects.toMatchObject({
      status: 409,
      body: { errors: [{ status: 409, code: 'CONFLICT', detail: null }] },
    })
    const params = { versionNumber: 1, message: 'undo', restoreTitle: true }
    const restored = await old.contentVersions.restoreContentVersion({
      id: made.id!,
      operationKey: 'restore',
      params,
    })
    const page = await confluence.page.getPageById({ id, bodyFormat: 'storage' })
    expect([restored.number, page.title, page.body?.storage?.value]).toEqual([
      3,
      'By the client',
      '<p>One</p>',
    ])
  })

  it('walk the tree, the tasks and the properties of a page', async () => {
    const confluence = createV2Client(configOf(sandbox))
    const { home, page, task } = idsOf(sandbox)
    const below = await confluence.descendants.getPageDescendants({ id: Number(home), depth: 10, limit: 250 })
    const children = await confluence.children.getPageDirectChildren({ id: Number(home) })
    const tasks = await confluence.task.getTasks({ pageId: [Number(task.pageId)], bodyFormat: 'storage' })
    const pageId = Number(page.id)
    const property = await confluence.contentProperties.createPageProperty({
      pageId,
      key: 'map',
      value: { a: 1 },
    })
    const spaces = await confluence.space.getSpaces({ keys: ['ENG'] })
    const people = await confluence.user.createBulkUserLookup({
      body: { accountIds: [sandbox.state.memberId] },
    })

    expect(below.results?.filter(({ parentId }) => parentId === home).map(({ id }) => id)).toEqual(
      children.results?.map(({ id }) => id),
    )
    expect(tasks.results?.map(({ localId }) => localId)).toEqual(['1', '2'])
    expect([property.version?.number, spaces.results?.[0]?.key]).toEqual([1, 'ENG'])
    expect(people.results?.map(({ accountId }) => accountId)).toEqual([sandbox.state.memberId])
  })

  it('move, archive and name people by what is left of the first version', async () => {
    const old = createV1Client(configOf(sandbox))
    const { space, home } = idsOf(sandbox)
    const page = sandbox.createPage({ spaceId: space.id, title: 'To be moved' })
    const moved = await old.contentChildrenAndDescendants.movePage({
      pageId: page.id,
      position: 'append',
      targetId: home,
    })
    await old.content.archivePages({ pages: [{ id: Number(page.id) }] })
    const me = await old.users.getCurrentUser()

    expect([moved.pageId, page.parentId, page.status]).toEqual([page.id, home, 'archived'])
    expect(me.accountId).toBe(sandbox.state.ownerId)
  })
})
