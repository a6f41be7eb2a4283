import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox, Page } from '../../../server/sandbox/atlassian/index.ts'
import {
  askAtlassian,
  errorOf,
  type Json,
  listed,
  startSmallAtlassian,
} from '../../support/atlassian-caller.ts'

const V2 = '/wiki/api/v2'
const storage = (value: string) => ({ representation: 'storage', value })

let sandbox: AtlassianSandbox
let spaceId = ''
let home = ''
beforeAll(async () => {
  sandbox = await startSmallAtlassian()
  const space = [...sandbox.state.spaces.values()].find(({ key }) => key === 'ENG')!
  spaceId = space.id
  home = space.homepageId
})
afterAll(() => sandbox.stop())

let made = 0
function makePage(input: Partial<Parameters<AtlassianSandbox['createPage']>[0]> = {}): Page {
  return sandbox.createPage({ spaceId, title: `Page ${(made += 1)}`, body: '<p>One</p>', ...input })
}

const put = (page: Page, number: number, rest: Json = {}) =>
  askAtlassian(sandbox, `PUT ${V2}/pages/${page.id}`, {
    body: {
      id: page.id,
      status: 'current',
      title: `New ${page.id}`,
      body: storage('<p>Two</p>'),
      version: { number },
      ...rest,
    },
  })

const read = async (page: Page, query = '?body-format=storage') => {
  const { status, body } = await askAtlassian(sandbox, `GET ${V2}/pages/${page.id}${query}`)
  const { number } = Object(body['version']) as { readonly number: number }
  const { storage: shown } = Object(body['body']) as { readonly storage?: { readonly value: string } }
  return { status, number, title: body['title'], parentId: body['parentId'], value: shown?.value }
}

describe('updating a page', () => {
  it('takes exactly the next version and answers 409 with both numbers to any other', async () => {
    const page = makePage()
    const answers = [await put(page, 1), await put(page, 3), await put(page, 2), await put(page, 2)]

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 200, 409])
    expect(answers[3]?.body).toEqual({
      errors: [
        {
          status: 409,
          code: 'CONFLICT',
          title:
            'Version must be incremented when updating a page. Current Version: [2]. Provided version: [2]',
          detail: null,
        },
      ],
    })
  })

  it('meets a person who was quicker', async () => {
    const page = makePage()
    sandbox.editPage(page.id, { edit: (body) => `${body}<p>By a person</p>` })
    const refused = await put(page, 2)

    expect([refused.status, await read(page)]).toMatchObject([
      409,
      { number: 2, value: '<p>One</p><p>By a person</p>' },
    ])
    expect(page.versions.at(-1)?.authorId).toBe(sandbox.state.memberId)
  })

  it('keeps old versions readable, moves with a parent, and bumps even when nothing changed', async () => {
    const page = makePage()
    const parent = makePage()
    const body = { title: page.versions[0]!.title, body: storage('<p>One</p>') }
    await put(page, 2, { ...body, parentId: parent.id })

    expect(await read(page)).toMatchObject({ number: 2, parentId: parent.id })
    expect(await read(page, '?version=1&body-format=storage')).toMatchObject({
      number: 1,
      value: '<p>One</p>',
    })
  })

  it('refuses broken storage, too much of it, and a page below itself', async () => {
    const page = makePage()
    const child = makePage({ parentId: page.id })
    const answers = [
      await put(page, 2, { body: storage('<p><b>x</p></b>') }),
      await put(page, 2, { body: storage('x'.repeat(5_242_881)) }),
      await put(page, 2, { parentId: child.id }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([400, 413, 400])
    expect(errorOf(answers[0]!)).toContain('Error parsing xhtml')
    expect(page.versions).toHaveLength(1)
  })

  it('normalises what it saves, and the tasks beside the page follow', async () => {
    const page = makePage()
    const task = '<ac:task><ac:task-status>complete</ac:task-status><ac:task-body>Do</ac:task-body></ac:task>'
    await put(page, 2, { body: storage(`<ac:task-list>${task}</ac:task-list>`) })
    const tasks = await askAtlassian(sandbox, `GET ${V2}/tasks?page-id=${page.id}&body-format=storage`)

    expect((await read(page)).value).toMatch(
      /^<ac:task-list ac:task-list-id="[\w-]+"><ac:task><ac:task-id>1<\/ac:task-id><ac:task-uuid>/,
    )
    expect([listed(tasks, 'localId'), listed(tasks, 'status')]).toEqual([['1'], ['complete']])
  })
})

describe('titles', () => {
  it('are unique in a space, whatever the case; archived pages keep theirs, trashed ones do not', async () => {
    const create = (title: string) =>
      askAtlassian(sandbox, `POST ${V2}/pages`, { body: { spaceId, title, body: storage('') } })
    await create('Unique')
    const clash = await create('UNIQUE')
    const page = makePage({ title: 'Kept' })
    sandbox.archivePage(page.id)
    const archived = await create('Kept')
    sandbox.deletePage(page.id)

    expect([clash.status, errorOf(clash)]).toEqual([
      400,
      'A page with this title already exists: A page already exists with the same TITLE in this space',
    ])
    expect([archived.status, (await create('Kept')).status]).toEqual([400, 200])
  })

  it('are changed alone, which is a version', async () => {
    const page = makePage()
    const body = { status: 'current', title: 'Only the title' }
    await askAtlassian(sandbox, `PUT ${V2}/pages/${page.id}/title`, { body })

    expect(await read(page)).toMatchObject({ number: 2, title: 'Only the title', value: '<p>One</p>' })
  })
})

describe('the tree', () => {
  it('is cut at two levels unless asked, at ten at most, and refused beyond', async () => {
    const top = makePage()
    let parentId = top.id
    for (let level = 0; level < 12; level += 1) parentId = makePage({ parentId }).id
    const depths = async (query: string) => {
      const answer = await askAtlassian(sandbox, `GET ${V2}/pages/${top.id}/descendants${query}`)
      return [answer.status, listed(answer, 'depth').length]
    }

    expect([await depths(''), await depths('?depth=10'), await depths('?depth=11')]).toEqual([
      [200, 2],
      [200, 10],
      [400, 1],
    ])
  })

  it('is read page by page, with the way on in the body and in the Link header', async () => {
    const top = makePage()
    const ids = Array.from({ length: 5 }, () => makePage({ parentId: top.id }).id)
    const found: unknown[] = []
    let next: string | undefined = `${V2}/pages/${top.id}/descendants?limit=2`
    while (next !== undefined) {
      const answer = await askAtlassian(sandbox, `GET ${next}`)
      found.push(...listed(answer, 'id'))
      next = (answer.body['_links'] as { readonly next?: string }).next
      expect(answer.headers.get('link')).toBe(next === undefined ? null : `<${next}>; rel="next"`)
    }

    expect(found).toEqual(ids)
  })

  it('holds folders among its pages, and deleted pages give their children to their parent', async () => {
    const top = makePage()
    const folder = makePage({ parentId: top.id, kind: 'folder' })
    const middle = makePage({ parentId: top.id })
    const child = makePage({ parentId: middle.id })
    await askAtlassian(sandbox, `DELETE ${V2}/pages/${middle.id}`)
    const answer = await askAtlassian(sandbox, `GET ${V2}/pages/${top.id}/direct-children`)

    expect([listed(answer, 'id'), listed(answer, 'type')]).toEqual([
      [folder.id, child.id],
      ['folder', 'page'],
    ])
  })

  it('is changed by a move without a version, also to a place among the siblings', async () => {
    const top = makePage()
    const [one, two, three] = Array.from({ length: 3 }, () => makePage({ parentId: top.id }))
    await askAtlassian(sandbox, `PUT /wiki/rest/api/content/${three!.id}/move/before/${one!.id}`)
    await askAtlassian(sandbox, `PUT /wiki/rest/api/content/${one!.id}/move/append/${two!.id}`)
    const answer = await askAtlassian(sandbox, `GET ${V2}/pages/${top.id}/direct-children`)

    expect(listed(answer, 'id')).toEqual([three!.id, two!.id])
    expect(one).toMatchObject({ parentId: two!.id, versions: { length: 1 } })
  })
})

describe('what is left of the first version', () => {
  it('restores an old version as a new one, with its title only on request, and not the current one', async () => {
    const page = makePage({ title: 'First title' })
    sandbox.editPage(page.id, { title: 'Second title', body: '<p>Two</p>' })
    const restore = (versionNumber: number, restoreTitle: boolean) =>
      askAtlassian(sandbox, `POST /wiki/rest/api/content/${page.id}/version`, {
        body: { operationKey: 'restore', params: { versionNumber, message: 'undo', restoreTitle } },
      })
    const answers = [await restore(1, false), await restore(3, false), await restore(1, true)]

    expect(answers.map(({ status, body }) => [status, body['number']])).toEqual([
      [200, 3],
      [400, undefined],
      [200, 4],
    ])
    expect(page.versions.map(({ title, body }) => [title, body]).slice(2)).toEqual([
      ['Second title', '<p>One</p>'],
      ['First title', '<p>One</p>'],
    ])
  })

  it('answers 410 to reading and writing content', async () => {
    const calls = [
      'GET /wiki/rest/api/content/1',
      'PUT /wiki/rest/api/content/1',
      'POST /wiki/rest/api/content',
    ]
    const answers = await Promise.all(calls.map((call) => askAtlassian(sandbox, call)))

    expect(answers.map(({ status }) => status)).toEqual([410, 410, 410])
  })
})

describe('pages that are not for everybody', () => {
  it('are 404 with everything below them, or cannot be changed', async () => {
    const secret = makePage()
    const below = makePage({ parentId: secret.id })
    sandbox.restrictPage(secret.id, { readers: [sandbox.state.memberId] })
    const fixed = makePage()
    sandbox.restrictPage(fixed.id, { editors: [] })

    expect([(await read(secret)).status, (await read(below)).status]).toEqual([404, 404])
    expect([(await read(fixed)).status, (await put(fixed, 2)).status]).toEqual([200, 403])
  })

  it('are gone when deleted: 404, purged for good 500 on a second delete', async () => {
    const page = makePage()
    const remove = async (query = '') =>
      (await askAtlassian(sandbox, `DELETE ${V2}/pages/${page.id}${query}`)).status
    const statuses = [
      await remove('?purge=true'),
      await remove(),
      await remove(),
      await remove('?purge=true'),
      await remove(),
    ]

    expect(statuses).toEqual([400, 204, 404, 204, 500])
    expect((await read(page)).status).toBe(404)
  })
})

describe('tasks and properties', () => {
  it('are checked in the text, too, as a version', async () => {
    const [task] = [...sandbox.state.tasks.values()].filter(({ isComplete }) => !isComplete)
    const page = sandbox.state.pages.get(task!.pageId)!
    const before = page.versions.length
    const { body } = await askAtlassian(sandbox, `PUT ${V2}/tasks/${task!.id}`, {
      body: { status: 'complete' },
    })

    expect([body['status'], page.versions.length - before]).toEqual(['complete', 1])
    expect(page.versions.at(-1)?.body).toContain('<ac:task-status>complete</ac:task-status>')
  })

  it('need the next version, and no version of the page', async () => {
    const page = makePage()
    const { id } = sandbox.setPageProperty(page.id, { key: 'map', value: 1 })
    const change = (number: number) =>
      askAtlassian(sandbox, `PUT ${V2}/pages/${page.id}/properties/${id}`, {
        body: { key: 'map', value: 2, version: { number } },
      })

    expect([(await change(1)).status, (await change(2)).status, page.versions.length]).toEqual([409, 200, 1])
  })
})

describe('short links', () => {
  it('lead to the page', async () => {
    const page = makePage({ title: 'A & B' })
    const { tinyui } = (await askAtlassian(sandbox, `GET ${V2}/pages/${page.id}`)).body['_links'] as {
      tinyui: string
    }
    const { status, headers } = await askAtlassian(sandbox, `GET /wiki${tinyui}`)

    expect([status, headers.get('location')]).toEqual([
      302,
      `${sandbox.cloud.confluenceUrl}/spaces/ENG/pages/${page.id}/A+%26+B`,
    ])
    expect(home).not.toBe('')
  })
})
