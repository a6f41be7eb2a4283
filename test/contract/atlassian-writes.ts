import type { AtlassianSandbox } from '../../server/sandbox/atlassian/index.ts'
import { type AtlassianCall, idsOf } from './atlassian-calls.ts'

const storage = (value: string) => ({ representation: 'storage', value })
const paragraph = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})
const link = { globalId: 'two', object: { url: 'https://site.example/2', title: 'Another page' } }

/** Every write of Cloud that the sandbox does. */
export function cloudWrites(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  return [...cloudIssueWrites(sandbox), ...pageWrites(sandbox)]
}

function cloudIssueWrites(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const { key } = sandbox.createIssue({ projectKey: 'ENG', summary: 'To be changed' })
  const doomed = sandbox.createIssue({ projectKey: 'ENG', summary: 'To be deleted' })
  const jira = '/rest/api/3'
  const fields = { project: { key: 'ENG' }, issuetype: { name: 'Task' }, summary: 'Made by the contract' }
  const whole = { ...fields, description: paragraph('Why'), duedate: '2026-12-24', labels: ['made'] }
  const properties = [{ key: 'source', value: { pageId: '1' } }]
  return [
    {
      call: `POST ${jira}/issue`,
      body: { fields: whole, properties, transition: { id: '31' } },
      status: 201,
    },
    {
      call: `POST ${jira}/issue/bulk`,
      body: { issueUpdates: [{ fields }, { fields: { ...fields, issuetype: { name: 'None' } } }] },
      status: 201,
    },
    {
      call: `PUT ${jira}/issue/${key}?notifyUsers=false`,
      body: { fields: { summary: 'Changed' } },
      status: 204,
    },
    {
      call: `PUT ${jira}/issue/${key}/assignee`,
      body: { accountId: sandbox.state.memberId },
      status: 204,
    },
    { call: `POST ${jira}/issue/${key}/transitions`, body: { transition: { id: '31' } }, status: 204 },
    { call: `POST ${jira}/issue/${key}/remotelink`, body: link, status: 201 },
    { call: `POST ${jira}/issue/${key}/remotelink`, body: link },
    { call: `DELETE ${jira}/issue/${key}/remotelink?globalId=two`, status: 204 },
    { call: `PUT ${jira}/issue/${key}/properties/source`, body: { pageId: '1' }, status: 201 },
    { call: `DELETE ${jira}/issue/${key}/properties/source`, status: 204 },
    { call: `POST ${jira}/issue/${key}/comment`, body: { body: paragraph('Hello') }, status: 201 },
    {
      call: `POST ${jira}/issueLink`,
      body: { type: { name: 'Blocks' }, inwardIssue: { key }, outwardIssue: { key: doomed.key } },
      status: 201,
    },
    { call: `DELETE ${jira}/issue/${doomed.key}`, status: 204 },
  ]
}

function pageWrites(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const { space, home, task } = idsOf(sandbox)
  const page = sandbox.createPage({ spaceId: space.id, title: 'To be changed', body: '<p>Old</p>' })
  const doomed = sandbox.createPage({ spaceId: space.id, title: 'To be deleted' })
  const property = sandbox.setPageProperty(page.id, { key: 'state', value: 1 })
  const v2 = '/wiki/api/v2'
  const body = storage('<p>New</p>')
  const version = { number: 2, message: 'By the contract' }
  return [
    { call: `POST ${v2}/pages`, body: { spaceId: space.id, parentId: home, title: 'Made', body } },
    {
      call: `PUT ${v2}/pages/${page.id}`,
      body: { id: page.id, status: 'current', title: 'Changed', body, version },
    },
    { call: `PUT ${v2}/pages/${page.id}/title`, body: { status: 'current', title: 'Renamed' } },
    { call: `POST ${v2}/pages/${page.id}/properties`, body: { key: 'map', value: { issue: 'ENG-1' } } },
    {
      call: `PUT ${v2}/pages/${page.id}/properties/${property.id}`,
      body: { key: 'state', value: 2, version: { number: 2, message: '' } },
    },
    { call: `DELETE ${v2}/pages/${page.id}/properties/${property.id}`, status: 204 },
    { call: `PUT ${v2}/tasks/${task.id}?body-format=storage`, body: { status: 'complete' } },
    { call: `POST ${v2}/users-bulk`, body: { accountIds: [sandbox.state.memberId] } },
    ...oldWrites(page.id, home),
    { call: `DELETE ${v2}/pages/${doomed.id}`, status: 204 },
  ]
}

function oldWrites(pageId: string, home: string): readonly AtlassianCall[] {
  const wiki = '/wiki/rest/api/content'
  const params = { versionNumber: 1, message: 'undo', restoreTitle: true }
  return [
    { call: `POST ${wiki}/${pageId}/version`, body: { operationKey: 'restore', params } },
    { call: `PUT ${wiki}/${pageId}/move/append/${home}` },
    { call: `POST ${wiki}/${pageId}/label`, body: [{ prefix: 'global', name: 'made' }] },
    { call: `POST ${wiki}/archive`, body: { pages: [{ id: Number(pageId) }] }, status: 202 },
  ]
}

/** Every write of Data Center that the sandbox does. */
export function serverWrites(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const { person } = idsOf(sandbox)
  const { key } = sandbox.createIssue({ projectKey: 'ENG', summary: 'To be changed' })
  const doomed = sandbox.createIssue({ projectKey: 'ENG', summary: 'To be deleted' })
  const jira = '/rest/api/2'
  const fields = { project: { key: 'ENG' }, issuetype: { id: '10002' }, summary: 'Made by the contract' }
  const whole = { ...fields, description: '[page|https://site.example]', assignee: { name: person.username } }
  return [
    { call: `POST ${jira}/issue`, body: { fields: whole }, status: 201 },
    { call: `POST ${jira}/issue/bulk`, body: { issueUpdates: [{ fields }] }, status: 201 },
    { call: `PUT ${jira}/issue/${key}?notifyUsers=false`, body: { fields: { labels: ['a'] } }, status: 204 },
    { call: `PUT ${jira}/issue/${key}/assignee`, body: { name: person.username }, status: 204 },
    { call: `POST ${jira}/issue/${key}/transitions`, body: { transition: { id: '31' } }, status: 204 },
    { call: `POST ${jira}/issue/${key}/remotelink`, body: link },
    { call: `DELETE ${jira}/issue/${key}/remotelink?globalId=two`, status: 204 },
    { call: `PUT ${jira}/issue/${key}/properties/source`, body: { pageId: '1' }, status: 201 },
    { call: `DELETE ${jira}/issue/${key}/properties/source`, status: 204 },
    { call: `POST ${jira}/issue/${key}/comment`, body: { body: 'Hello' }, status: 201 },
    {
      call: `POST ${jira}/issueLink`,
      body: { type: { name: 'Blocks' }, inwardIssue: { key }, outwardIssue: { key: doomed.key } },
      status: 201,
    },
    { call: `DELETE ${jira}/issue/${doomed.key}`, status: 204 },
    ...contentWrites(sandbox),
  ]
}

function contentWrites(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const { space, home } = idsOf(sandbox)
  const page = sandbox.createPage({ spaceId: space.id, title: 'Content to change', body: '<p>Old</p>' })
  const doomed = sandbox.createPage({ spaceId: space.id, title: 'Content to delete' })
  const wiki = '/rest/api/content'
  const made = { type: 'page', title: 'Content made', space: { key: 'ENG' }, ancestors: [{ id: home }] }
  const body = { storage: storage('<p>New</p>') }
  const version = { number: 2, message: 'By the contract', minorEdit: true }
  return [
    { call: `POST ${wiki}`, body: { ...made, body } },
    { call: `PUT ${wiki}/${page.id}`, body: { type: 'page', title: 'Content changed', version, body } },
    { call: `POST ${wiki}/${page.id}/property`, body: { key: 'map', value: { issue: 'ENG-1' } } },
    {
      call: `PUT ${wiki}/${page.id}/property/map`,
      body: { key: 'map', value: { issue: 'ENG-2' }, version: { number: 2 } },
    },
    { call: `DELETE ${wiki}/${page.id}/property/map`, status: 204 },
    { call: `POST ${wiki}/${page.id}/label`, body: [{ prefix: 'global', name: 'made' }] },
    { call: `DELETE ${wiki}/${doomed.id}`, status: 204 },
  ]
}
