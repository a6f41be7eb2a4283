import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox, Page } from '../../../server/sandbox/atlassian/index.ts'
import {
  askAtlassian,
  errorOf,
  type Json,
  listed,
  startSmallAtlassian,
} from '../../support/atlassian-caller.ts'

const CONTENT = '/rest/api/content'

let sandbox: AtlassianSandbox
let spaceId = ''
beforeAll(async () => {
  sandbox = await startSmallAtlassian({ contextPaths: { jira: '/jira', confluence: '/confluence' } })
  spaceId = [...sandbox.state.spaces.values()].find(({ key }) => key === 'ENG')!.id
})
afterAll(() => sandbox.stop())

let made = 0
function makePage(input: Partial<Parameters<AtlassianSandbox['createPage']>[0]> = {}): Page {
  return sandbox.createPage({ spaceId, title: `Content ${(made += 1)}`, body: '<p>One</p>', ...input })
}

const put = (page: Page, number: number, rest: Json = {}) =>
  askAtlassian(sandbox, `PUT ${CONTENT}/${page.id}`, {
    body: {
      type: 'page',
      title: `New ${page.id}`,
      version: { number, minorEdit: true },
      body: { storage: { value: '<p>Two</p>', representation: 'storage' } },
      ...rest,
    },
  })

describe('content on Data Center', () => {
  it('shows only what is expanded', async () => {
    const page = makePage()
    const bare = await askAtlassian(sandbox, `GET ${CONTENT}/${page.id}`)
    const whole = await askAtlassian(
      sandbox,
      `GET ${CONTENT}/${page.id}?expand=body.storage,version,ancestors,space`,
    )

    expect(Object.keys(bare.body)).toEqual([
      'id',
      'type',
      'status',
      'title',
      'extensions',
      '_links',
      '_expandable',
    ])
    expect(whole.body).toMatchObject({
      space: { key: 'ENG' },
      version: { number: 1, by: { username: 'ialder' } },
      ancestors: [{ title: 'Engineering Home' }],
      body: { storage: { value: '<p>One</p>' } },
    })
  })

  it('lies below its context path, which links repeat', async () => {
    const page = makePage()
    const { body } = await askAtlassian(sandbox, `GET ${CONTENT}/${page.id}`)

    expect(sandbox.dataCenter.confluenceUrl).toMatch(/\/confluence$/)
    expect(body['_links']).toMatchObject({ base: sandbox.dataCenter.confluenceUrl, context: '/confluence' })
    expect(sandbox.requests.entries.at(-1)?.path).toBe(`${CONTENT}/${page.id}`)
  })

  it('refuses an old version and an unknown page in its own forms', async () => {
    const page = makePage()
    const [conflict, unknown] = [await put(page, 1), await askAtlassian(sandbox, `GET ${CONTENT}/1`)]

    expect(conflict.body).toEqual({
      statusCode: 409,
      data: { authorized: true, valid: true, errors: [], successful: false },
      message: 'Version must be incremented on update. Current version is: 1',
      reason: 'Conflict',
    })
    expect([unknown.status, errorOf(unknown)]).toEqual([404, 'No content found with id: ContentId{id=1}'])
  })

  it('is changed, moved by its ancestors, and read as it was', async () => {
    const [page, parent] = [makePage(), makePage()]
    const changed = await put(page, 2, { ancestors: [{ id: parent.id }] })
    const old = await askAtlassian(
      sandbox,
      `GET ${CONTENT}/${page.id}?version=1&status=historical&expand=body.storage`,
    )

    expect(changed.body).toMatchObject({ version: { number: 2, minorEdit: true } })
    expect(page.parentId).toBe(parent.id)
    expect(old.body).toMatchObject({ status: 'historical', body: { storage: { value: '<p>One</p>' } } })
  })

  it('is listed by start and limit until there is no next, and scanned by cursor', async () => {
    const top = makePage()
    const ids = Array.from({ length: 5 }, () => makePage({ parentId: top.id }).id)
    const follow = async (first: string) => {
      const found: unknown[] = []
      for (let next: string | undefined = first; next !== undefined;) {
        const answer = await askAtlassian(sandbox, `GET ${next}`)
        found.push(...listed(answer, 'id'))
        next = (answer.body['_links'] as { readonly next?: string }).next
      }
      return found
    }

    expect(await follow(`${CONTENT}/${top.id}/child/page?start=0&limit=2`)).toEqual(ids)
    expect(await follow(`${CONTENT}/scan?spaceKey=ENG&limit=4`)).toEqual(expect.arrayContaining(ids))
  })

  it('cuts lists with bodies to fifty without a word', async () => {
    const top = makePage()
    for (let index = 0; index < 60; index += 1) makePage({ parentId: top.id })
    const list = (expand: string) =>
      askAtlassian(sandbox, `GET ${CONTENT}/${top.id}/child/page?limit=100&expand=${expand}`)

    expect((await list('body.storage')).body).toMatchObject({ limit: 50, size: 50 })
    expect((await list('version')).body).toMatchObject({ limit: 100, size: 60 })
  })

  it('names the clash of titles with the space, and finds a page by title', async () => {
    const page = makePage({ title: 'Only once' })
    const body = { type: 'page', title: 'only once', space: { key: 'ENG' } }
    const clash = await askAtlassian(sandbox, `POST ${CONTENT}`, { body })
    const found = await askAtlassian(sandbox, `GET ${CONTENT}?spaceKey=ENG&title=Only%20once`)

    expect([clash.status, errorOf(clash)]).toEqual([
      400,
      'A page with this title already exists: A page already exists with the title only once in the space with key ENG',
    ])
    expect(listed(found, 'id')).toEqual([page.id])
  })

  it('is gone when deleted, and known as trashed only when asked', async () => {
    const page = makePage()
    const status = async (query = '') =>
      (await askAtlassian(sandbox, `GET ${CONTENT}/${page.id}${query}`)).status
    const removed = await askAtlassian(sandbox, `DELETE ${CONTENT}/${page.id}`)

    expect([
      removed.status,
      await status(),
      await status('?status=trashed'),
      await status('?status=any'),
    ]).toEqual([204, 404, 200, 200])
  })

  it('turns a user key into a name, and has properties with versions', async () => {
    const page = makePage()
    const user = sandbox.state.users.get(sandbox.state.memberId)!
    const found = await askAtlassian(sandbox, `GET /rest/api/user?key=${user.userKey}`)
    const property = (method: string, path: string, version?: number) =>
      askAtlassian(sandbox, `${method} ${CONTENT}/${page.id}/property${path}`, {
        body: { key: 'map', value: 1, ...(version === undefined ? {} : { version: { number: version } }) },
      })

    expect(found.body).toMatchObject({ username: user.username, displayName: user.displayName })
    expect([(await property('POST', '')).status, (await property('POST', '')).status]).toEqual([200, 409])
    expect([(await property('PUT', '/map', 1)).status, (await property('PUT', '/map', 2)).status]).toEqual([
      409, 200,
    ])
  })
})
