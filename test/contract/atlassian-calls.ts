import type { AtlassianSandbox } from '../../server/sandbox/atlassian/index.ts'

export interface AtlassianCall {
  /** `METHOD /path?query`; the path decides which product is asked in which dialect. */
  readonly call: string
  readonly body?: unknown
  readonly status?: number
}

const get = (path: string): AtlassianCall => ({ call: `GET ${path}` })

export function idsOf(sandbox: AtlassianSandbox) {
  const { state } = sandbox
  // Tests make pages, too: this one is of the seed.
  const page = [...state.pages.values()].findLast(({ id }) => (state.tasksByPage.get(id)?.size ?? 0) > 0)!
  const space = state.spaces.get(page.spaceId)!
  const [task] = [...state.tasks.values()].filter(({ pageId }) => pageId === page.id)
  const issues = [...state.issues.values()].filter(({ key }) => key.startsWith('ENG-'))
  const person = state.users.get(state.memberId)!
  return { page, space, task: task!, issues, person, home: space.homepageId }
}

/** Every GET of Cloud that the sandbox answers. */
export function cloudReads(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const { page, space, task, person, home } = idsOf(sandbox)
  sandbox.editPage(page.id, { edit: (body) => `${body}<p>More</p>` })
  sandbox.labelPage(page.id, 'minutes')
  const folder = [...sandbox.state.pages.values()].find(({ kind }) => kind === 'folder')!
  const board = sandbox.createPage({ spaceId: space.id, title: 'Board', kind: 'whiteboard' })
  const property = sandbox.setPageProperty(page.id, { key: 'map', value: { issue: 'ENG-1' } })
  const v2 = '/wiki/api/v2'
  return [
    ...cloudIssueReads(sandbox),
    ...cloudMetaReads(sandbox),
    get(`${v2}/pages/${page.id}?body-format=storage`),
    get(`${v2}/pages/${page.id}?body-format=storage&version=1`),
    get(`${v2}/pages?space-id=${space.id}&body-format=storage&limit=3`),
    get(`${v2}/pages/${home}/descendants?depth=10&limit=2`),
    get(`${v2}/pages/${home}/direct-children`),
    get(`${v2}/pages/${home}/children`),
    get(`${v2}/folders/${folder.id}`),
    get(`${v2}/folders/${folder.id}/descendants?depth=10`),
    get(`${v2}/folders/${folder.id}/direct-children`),
    get(`${v2}/whiteboards/${board.id}/descendants?depth=10`),
    get(`${v2}/pages/${page.id}/ancestors`),
    get(`${v2}/pages/${page.id}/versions?body-format=storage`),
    get(`${v2}/pages/${page.id}/versions/1`),
    get(`${v2}/pages/${page.id}/labels`),
    get(`${v2}/pages/${page.id}/properties?key=map`),
    get(`${v2}/pages/${page.id}/properties/${property.id}`),
    get(`${v2}/tasks?page-id=${page.id}&body-format=storage&include-blank-tasks=false`),
    get(`${v2}/tasks/${task.id}?body-format=storage`),
    get(`${v2}/spaces?keys=ENG`),
    get(`${v2}/spaces/${space.id}`),
    get(`/wiki/rest/api/user?accountId=${person.accountId}`),
    get('/wiki/rest/api/user/current'),
    get('/wiki/rest/api/longtask/archive-1'),
  ]
}

function prepareIssues(sandbox: AtlassianSandbox): string {
  const { issues } = idsOf(sandbox)
  const [top, work] = issues
  const { key } = work!
  sandbox.putRemoteLink(key, { globalId: 'one', object: { url: 'https://site.example/1', title: 'A page' } })
  sandbox.commentOn(key, { body: 'Said' })
  sandbox.createIssue({ projectKey: 'ENG', type: 'Sub-task', parentId: issues.at(-1)!.id })
  sandbox.linkIssues({ type: 'Blocks', inward: top!.key, outward: key })
  work!.properties.set('source', { pageId: '1' })
  return key
}

function cloudIssueReads(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const key = prepareIssues(sandbox)
  const jira = '/rest/api/3'
  return [
    get(`${jira}/issue/${key}?fields=*all&properties=*all`),
    get(`${jira}/issue/${key}/transitions?expand=transitions.fields`),
    get(`${jira}/issue/${key}/remotelink`),
    get(`${jira}/issue/${key}/remotelink?globalId=one`),
    get(`${jira}/issue/${key}/properties`),
    get(`${jira}/issue/${key}/properties/source`),
    get(`${jira}/issue/${key}/comment`),
    get(
      `${jira}/search/jql?jql=${encodeURIComponent('project = ENG order by key')}&fields=summary,parent&maxResults=3`,
    ),
    { call: `POST ${jira}/search/jql`, body: { jql: `parent = ${key}`, fields: ['*all'], maxResults: 2 } },
    { call: `POST ${jira}/search/approximate-count`, body: { jql: 'project = ENG' } },
    { call: `POST ${jira}/issue/bulkfetch`, body: { issueIdsOrKeys: [key, 'SEC-1'], fields: ['summary'] } },
  ]
}

function cloudMetaReads({ state }: AtlassianSandbox): readonly AtlassianCall[] {
  const jira = '/rest/api/3'
  const member = encodeURIComponent(state.memberId)
  return [
    get(`${jira}/issue/createmeta/ENG/issuetypes?maxResults=5`),
    get(`${jira}/issue/createmeta/ENG/issuetypes/10002`),
    get(`${jira}/issuetype/project?projectId=10000`),
    get(`${jira}/issuetype`),
    get(`${jira}/project/search?query=eng`),
    get(`${jira}/project/ENG`),
    get(`${jira}/field`),
    get(`${jira}/status`),
    get(`${jira}/issueLinkType`),
    get(`${jira}/serverInfo`),
    get(`${jira}/myself`),
    get(`${jira}/user?accountId=${member}`),
    get(`${jira}/user/search?query=brandt`),
    get(`${jira}/user/assignable/search?project=ENG&accountId=${member}`),
  ]
}

/** Every GET of Data Center that the sandbox answers. */
export function serverReads(sandbox: AtlassianSandbox): readonly AtlassianCall[] {
  const { page, person, home, issues } = idsOf(sandbox)
  const key = issues[1]!.key
  const epic = sandbox.createIssue({ projectKey: 'ENG', type: 'Epic', summary: 'An epic' })
  sandbox.createIssue({ projectKey: 'ENG', type: 'Story', parentId: epic.id })
  const [jira, wiki] = ['/rest/api/2', '/rest/api']
  return [
    get(`${jira}/issue/${key}`),
    get(`${jira}/issue/${key}/transitions?expand=transitions.fields`),
    get(`${jira}/issue/${key}/remotelink`),
    get(`${jira}/issue/${key}/properties`),
    get(`${jira}/issue/${key}/properties/source`),
    get(`${jira}/issue/${key}/comment`),
    get(`${jira}/search?jql=${encodeURIComponent(`"Epic Link" = ${epic.key}`)}&startAt=0&maxResults=10`),
    {
      call: `POST ${jira}/search`,
      body: { jql: 'project = ENG', startAt: 0, maxResults: 2, fields: ['summary'] },
    },
    get(`${jira}/issue/createmeta/ENG/issuetypes`),
    get(`${jira}/issue/createmeta/ENG/issuetypes/10002`),
    get(`${jira}/issuetype`),
    get(`${jira}/project`),
    get(`${jira}/project/ENG`),
    get(`${jira}/field`),
    get(`${jira}/status`),
    get(`${jira}/issueLinkType`),
    get(`${jira}/serverInfo`),
    get(`${jira}/myself`),
    get(`${jira}/user?username=${person.username}`),
    get(`${jira}/user/search?username=${person.email}`),
    get(`${jira}/user/assignable/search?project=ENG`),
    get(`/rest/agile/1.0/epic/${epic.key}`),
    get(`/rest/agile/1.0/epic/${epic.key}/issue`),
    get(`${wiki}/content/${page.id}?expand=body.storage,version,ancestors,space,history,metadata.labels`),
    get(`${wiki}/content/${page.id}?version=1&status=historical&expand=body.storage,version`),
    get(`${wiki}/content?spaceKey=ENG&title=Meeting%20notes&expand=version`),
    get(`${wiki}/content/scan?spaceKey=ENG&limit=2`),
    get(`${wiki}/content/${home}/child/page?start=0&limit=1&expand=version`),
    get(`${wiki}/content/${page.id}/property`),
    get(`${wiki}/content/${page.id}/property/map`),
    get(`${wiki}/content/${page.id}/label`),
    get(`${wiki}/space?spaceKey=ENG`),
    get(`${wiki}/space/ENG?expand=homepage`),
    get(`${wiki}/user?key=${person.userKey}`),
    get(`${wiki}/user/current`),
    get(`${wiki}/server-information`),
  ]
}
