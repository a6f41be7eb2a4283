import { afterEach, describe, expect, it } from 'vitest'

import type {
  AtlassianQuirks,
  AtlassianSandbox,
  AtlassianSandboxOptions,
} from '../../../server/sandbox/atlassian/index.ts'
import { askAtlassian, basic, listed, startSmallAtlassian } from '../../support/atlassian-caller.ts'

let sandbox: AtlassianSandbox
const start = async (quirks: Partial<AtlassianQuirks>, options: AtlassianSandboxOptions = {}) => {
  sandbox = await startSmallAtlassian({ ...options, quirks })
  const page = [...sandbox.state.pages.values()].findLast(
    ({ id }) => (sandbox.state.tasksByPage.get(id)?.size ?? 0) > 0,
  )!
  return { page }
}
afterEach(() => sandbox.stop())

const status = async (call: string, asking: Parameters<typeof askAtlassian>[2] = {}) =>
  (await askAtlassian(sandbox, call, asking)).status
const update = (id: string, number: number, [value, title]: readonly [string, string]) =>
  status(`PUT /wiki/api/v2/pages/${id}`, {
    body: { id, status: 'current', title, version: { number }, body: { representation: 'storage', value } },
  })

describe('the switches of Confluence', () => {
  it('leave storage alone, take broken storage, and bump only when something changed', async () => {
    const { page } = await start({
      storageNormalisation: 'none',
      brokenStorageRefused: false,
      unchangedUpdateBumps: false,
    })
    const { title } = page.versions[0]!
    const broken = '<p><b>x</p></b><ac:task-list></ac:task-list>'
    const statuses = [await update(page.id, 2, [broken, title]), await update(page.id, 3, [broken, title])]

    expect([statuses, page.versions.at(-1)?.body, page.versions.length]).toEqual([[200, 200], broken, 2])
  })

  it('rewrite storage', async () => {
    const { page } = await start({ storageNormalisation: 'rewrite' })
    await update(page.id, 2, ['<a z="1" a="2"/>', 'T'])

    expect(page.versions.at(-1)?.body).toBe('<a a="2" z="1" />')
  })

  it('tell Jira of macros on a saved page, or do not', async () => {
    const macro =
      '<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">ENG-3</ac:parameter></ac:structured-macro>'
    const linked = () => sandbox.state.issueByKey.get('ENG-3')?.remoteLinks.map(({ globalId }) => globalId)
    const { page } = await start({})
    await update(page.id, 2, [macro, 'T'])
    await update(page.id, 3, [macro, 'T'])
    const told = linked()
    await sandbox.stop()
    const other = await start({ macroLinksBack: false })
    await update(other.page.id, 2, [macro, 'T'])

    expect([told, linked()]).toEqual([[`appId=${sandbox.state.serverId}&pageId=${page.id}`], []])
  })

  it('bump on a move, not on a task or a title', async () => {
    const { page } = await start({
      moveBumpsVersion: true,
      taskCheckBumpsVersion: false,
      titleChangeBumpsVersion: false,
    })
    const [task] = [...sandbox.state.tasksByPage.get(page.id)!.values()].filter(
      ({ isComplete }) => !isComplete,
    )
    const home = sandbox.state.spaces.get(page.spaceId)!.homepageId
    const body = { status: 'current', title: 'Quietly' }
    await status(`PUT /wiki/api/v2/pages/${page.id}/title`, { body })
    await status(`PUT /wiki/api/v2/tasks/${task!.id}`, { body: { status: 'complete' } })
    const quiet = page.versions.length
    await status(`PUT /wiki/rest/api/content/${page.id}/move/append/${home}`)

    expect([quiet, page.versions.length, page.versions.at(-1)?.title]).toEqual([1, 2, 'Quietly'])
    expect(page.versions.at(-1)?.body).toContain('<ac:task-status>complete</ac:task-status>')
  })

  it('forbid instead of hiding, free the titles of archived pages, and are kind to purged ones', async () => {
    const { page } = await start({
      restrictedPage: 'forbidden',
      archivedKeepsTitle: false,
      purgedDeleteFails: false,
    })
    const { title } = page.versions[0]!
    sandbox.restrictPage(page.id, { readers: [] })
    const hidden = await status(`GET /wiki/api/v2/pages/${page.id}`)
    sandbox.archivePage(page.id)
    const again = await status('POST /wiki/api/v2/pages', { body: { spaceId: page.spaceId, title } })
    sandbox.purgePage(page.id)

    expect([hidden, again, await status(`DELETE /wiki/api/v2/pages/${page.id}`)]).toEqual([403, 200, 404])
  })

  it('want the status of a historical version, cut bodies elsewhere, and have no 410', async () => {
    const { page } = await start({ historicalNeedsStatus: true, bodyPageCap: 2, contentCrudRemoved: false })
    sandbox.editPage(page.id, { body: '<p>2</p>' })
    const old = `GET /rest/api/content/${page.id}?version=1`
    const list = await askAtlassian(sandbox, 'GET /wiki/api/v2/pages?body-format=storage&limit=10')

    expect([await status(old), await status(`${old}&status=historical`)]).toEqual([404, 200])
    expect([listed(list, 'id').length, await status('GET /wiki/rest/api/content/1')]).toEqual([2, 404])
  })
})

describe('the switches of Jira', () => {
  const ISSUE = { fields: { project: { key: 'ENG' }, issuetype: { name: 'Task' }, summary: 'Fresh' } }
  const search = (rest: object = {}) =>
    askAtlassian(sandbox, 'POST /rest/api/3/search/jql', {
      body: { jql: 'summary ~ fresh', fields: ['summary'], ...rest },
    })

  it('let search be behind, but for what is to be reconciled', async () => {
    await start({ searchLagMs: 60_000 })
    const { body } = await askAtlassian(sandbox, 'POST /rest/api/3/issue', { body: ISSUE })
    const reconcileIssues = [Number(body['id'])]

    expect([listed(await search(), 'key'), listed(await search({ reconcileIssues }), 'key')]).toEqual([
      [],
      [body['key']],
    ])
  })

  it('give short pages that are not the last, cap Data Center, and pass over unknown keys', async () => {
    await start({ shortSearchPages: true, searchCap: 2, unknownKeyFailsQuery: false, searchRemoved: false })
    const short = await search({ jql: 'project = ENG', maxResults: 4 })
    const capped = await askAtlassian(sandbox, 'GET /rest/api/2/search?jql=project=ENG&maxResults=100')
    const unknown = await search({ jql: 'key in (ENG-1, ENG-999)' })

    expect([listed(short, 'key').length, short.body['isLast']]).toEqual([2, false])
    expect(capped.body).toMatchObject({ maxResults: 2, total: 7 })
    expect([listed(unknown, 'key'), await status('GET /rest/api/3/search')]).toEqual([['ENG-1'], 404])
  })

  it('fail at unknown transitions on Data Center, assign by themselves, and let any parent', async () => {
    await start({ unknownTransitionStatus: 500, automaticAssignee: true, parentLevelChecked: false })
    const body = { transition: { id: '99' } }
    const fields = { ...ISSUE.fields, parent: { key: 'ENG-1' } }
    const { body: made } = await askAtlassian(sandbox, 'POST /rest/api/3/issue', { body: { fields } })

    expect([
      await status('POST /rest/api/2/issue/ENG-1/transitions', { body }),
      await status('POST /rest/api/3/issue/ENG-1/transitions', { body }),
    ]).toEqual([500, 400])
    expect(sandbox.state.issueByKey.get(String(made['key']))?.assigneeId).toBe(sandbox.state.ownerId)
  })
})

describe('the switches of both', () => {
  it('refuse bad tokens on Data Center, and take classic ones at the gateway', async () => {
    await start({ badTokenAnonymous: false, classicTokenOnGateway: 'taken' })
    const { email, apiToken } = sandbox.cloud

    expect(await status('GET /rest/api/user/current', { authorization: 'Bearer wrong' })).toBe(401)
    expect(
      await status('GET /rest/api/3/issue/ENG-1', { authorization: basic(email, apiToken), isGateway: true }),
    ).toBe(200)
  })

  it('show limits with a prefix or only when refused, and no deprecation', async () => {
    await start({ rateHeaderPrefix: 'Beta-', deprecationHeaders: false }, { unlimited: false })
    const prefixed = await askAtlassian(sandbox, 'GET /rest/api/3/field')
    const children = await askAtlassian(sandbox, 'GET /wiki/api/v2/pages/435000001/children')
    await sandbox.stop()
    await start({ rateHeaders: 'refused-only' }, { unlimited: false })
    const silent = await askAtlassian(sandbox, 'GET /rest/api/3/field')

    expect([prefixed.headers.get('beta-ratelimit'), children.headers.get('deprecation')]).toEqual([
      '"jira-burst-based";r=99;t=1',
      null,
    ])
    expect(silent.headers.get('x-ratelimit-limit')).toBeNull()
  })
})
