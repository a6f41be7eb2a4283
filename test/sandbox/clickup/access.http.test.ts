import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../support/clickup-caller.ts'

const REDIRECT = 'https://product.example/callback'
let sandbox: ClickUpSandbox
beforeAll(async () => {
  sandbox = await startSmallClickUp({ redirectUris: [REDIRECT] })
})
afterAll(() => sandbox.stop())

const get = (path: string, token?: string | null) =>
  askClickUp(sandbox, `GET ${path}`, token === undefined ? {} : { token })
const refusal = async (path: string, token?: string | null) => {
  const { status, body } = await get(path, token)
  return [status, body['ECODE']]
}

describe('tokens', () => {
  it('say whose they are and which Workspaces they open', async () => {
    const { body } = await get('/v2/user', sandbox.tokens.member)
    const teams = itemsOf(await get('/v2/team', sandbox.tokens.member), 'teams')

    expect(body).toMatchObject({ user: { id: sandbox.state.memberId, email: expect.stringContaining('@') } })
    expect(teams.map(({ id }) => id)).toEqual([sandbox.teamId])
  })

  it('are refused with the codes of a dead one, a strange one and none at all', async () => {
    const personal = sandbox.createToken({ userId: sandbox.state.ownerId, teamIds: [] })
    sandbox.revokeToken(personal)

    expect(await refusal('/v2/user', personal)).toEqual([401, 'OAUTH_025'])
    expect(await refusal('/v2/user', 'Bearer nobody')).toEqual([401, 'OAUTH_019'])
    expect(await refusal('/v2/user', null)).toEqual([400, 'OAUTH_017'])
  })

  it('are sent bare when personal, and as Bearer when they come from OAuth', async () => {
    const grant = { userId: sandbox.state.ownerId, teamIds: [sandbox.teamId] }
    const oauth = sandbox.createToken({ ...grant, kind: 'oauth' })

    expect((await get('/v2/user', `Bearer ${oauth}`)).status).toBe(200)
    expect(await refusal('/v2/user', `Bearer ${sandbox.tokens.owner}`)).toEqual([401, 'OAUTH_019'])
  })

  it('come from a code that works once', async () => {
    const client = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret }
    const exchange = (body: object) => askClickUp(sandbox, 'POST /v2/oauth/token', { token: null, body })
    const sent = { ...client, code: sandbox.authorize() }
    const first = await exchange(sent)
    const codes = [
      (await exchange(sent)).body['ECODE'],
      (await exchange({ ...client, code: 'never' })).body['ECODE'],
      (await exchange({ ...sent, client_id: 'other' })).body['ECODE'],
    ]

    expect((await get('/v2/user', `Bearer ${String(first.body['access_token'])}`)).status).toBe(200)
    expect(codes).toEqual(['OAUTH_014', 'OAUTH_013', 'OAUTH_010'])
  })

  it('are asked for on a page that only sends back to registered addresses', async () => {
    const page = (target: string) =>
      get(`/authorize?client_id=${sandbox.clientId}&redirect_uri=${target}&state=s1`, null)
    const good = await page(REDIRECT)

    expect(good.headers.get('location')).toMatch(/^https:\/\/product\.example\/callback\?code=\w+&state=s1$/)
    expect((await page('https://elsewhere.example')).body['ECODE']).toBe('OAUTH_007')
  })
})

describe('places', () => {
  it('lead from the Workspace to the lists, in folders and without', async () => {
    const [space] = itemsOf(await get(`/v2/team/${sandbox.teamId}/space`), 'spaces')
    const [folder] = itemsOf(await get(`/v2/space/${String(space?.['id'])}/folder`), 'folders')
    const [inside] = itemsOf(await get(`/v2/folder/${String(folder?.['id'])}/list`), 'lists')
    const [alone] = itemsOf(await get(`/v2/space/${String(space?.['id'])}/list`), 'lists')

    expect(inside).toMatchObject({ folder: { id: folder?.['id'], hidden: false } })
    expect(alone).toMatchObject({ folder: { name: 'hidden', hidden: true } })
    expect(Number(inside?.['id'])).toBeGreaterThan(2 ** 31)
    expect((await get(`/v2/list/${String(alone?.['id'])}`)).body['statuses']).toMatchObject([
      { type: 'open' },
      {},
      {},
      {},
      {},
    ])
  })

  it('hold people of every kind', async () => {
    const [team] = itemsOf(await get('/v2/team'), 'teams')
    const members = team?.['members'] as { user: { role: number; username: string | null } }[]

    expect(new Set(members.map(({ user }) => user.role))).toEqual(new Set([1, 2, 3, 4]))
    expect(members.filter(({ user }) => user.username === null)).toHaveLength(1)
  })

  it('of other people are refused as if the token were bad', async () => {
    const { teamId, spaceId, listId, taskId } = sandbox.state.foreign
    const paths = [
      `/v2/team/${teamId}/space`,
      `/v2/space/${spaceId}`,
      `/v2/list/${listId}`,
      `/v2/task/${taskId}`,
    ]

    for (const path of paths) expect(await refusal(path)).toEqual([401, 'OAUTH_027'])
  })

  it('that never were, were deleted or are not known at all are told apart', async () => {
    const [space] = sandbox.state.spaces.keys()
    const list = sandbox.createList({ spaceId: String(space), name: 'Soon gone' })
    const task = sandbox.createTask({ listId: list.id, name: 'Soon gone, too' })
    sandbox.deleteList(list.id)
    const route = await get('/v2/nothing/here')

    expect(await refusal('/v2/list/901599999999')).toEqual([400, 'INPUT_003'])
    expect(await refusal('/v2/folder/901599999999/list')).toEqual([401, 'OAUTH_027'])
    expect(await refusal('/v2/task/86never00')).toEqual([401, 'OAUTH_027'])
    expect((await refusal(`/v2/list/${list.id}`))[0]).toBe(404)
    expect(await refusal(`/v2/task/${task.id}`)).toEqual([404, 'ITEM_013'])
    expect([route.status, route.text]).toEqual([404, '404 page not found'])
  })

  it('that a guest may not see are 404, and not listed', async () => {
    const [open, closed] = [...sandbox.state.spaces.values()]
    const spaces = itemsOf(await get(`/v2/team/${sandbox.teamId}/space`, sandbox.tokens.guest), 'spaces')
    const team = await get(`/v2/team/${sandbox.teamId}/task?include_closed=true`, sandbox.tokens.guest)

    expect(spaces.map(({ id }) => id)).toEqual([open!.id])
    expect(await refusal(`/v2/space/${closed!.id}`, sandbox.tokens.guest)).toEqual([404, 'ACCESS_999'])
    expect(new Set(itemsOf(team, 'tasks').map((task) => (task['space'] as { id: string }).id))).toEqual(
      new Set([open!.id]),
    )
  })
})
