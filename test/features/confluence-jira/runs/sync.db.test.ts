import { afterEach, describe, expect, it } from 'vitest'
import { readRunPage, readRuns } from '../../../../server/features/confluence-jira/runs/read-runs.ts'
import type { RunView } from '../../../../server/features/confluence-jira/runs/run.schemas.ts'
import {
  aPageWorld,
  aWorkPackage,
  DEPLOYMENTS,
  listXml,
  macroXml,
  taskXml,
  type PageWorld,
} from '../a-page-world.ts'

let world: PageWorld

afterEach(async () => {
  const complaints = world.complaints()
  await world.close()
  expect(complaints).toEqual([])
})

const outcomes = ({ results }: RunView) => results.map(({ taskId, outcome }) => [taskId, outcome])

describe.each(DEPLOYMENTS)('a sync on %s', (deployment) => {
  it('makes an issue of each task and puts it in its place', async () => {
    world = await aPageWorld(deployment)
    const { key } = aWorkPackage(world)
    const tasks = listXml(taskXml(1, 'Order cables'), taskXml(2, 'Call the plumber'))
    const pageId = world.page(`<p>${macroXml(key)}</p><h2>Plan &amp; more</h2>${tasks}<p>The end&nbsp;!</p>`)

    const run = await world.sync([world.addressOf(pageId)])

    expect(run.status).toBe('completed')
    expect(outcomes(run)).toEqual([
      ['1', 'created'],
      ['2', 'created'],
    ])
    const summaries = world.issues().map(({ summary }) => summary)
    // Several are made at once.
    expect(summaries.toSorted()).toEqual(['Call the plumber', 'Order cables'])
    const storage = world.storageOf(pageId)
    for (const { issueKey } of run.results) expect(storage).toContain(issueKey)
    expect(storage).not.toContain('ac:task')
    expect(storage.startsWith(`<p>${macroXml(key)}</p><h2>Plan &amp; more</h2>`)).toBe(true)
    expect(storage.endsWith('<p>The end&nbsp;!</p>')).toBe(true)
    expect(world.versionOf(pageId)).toBe(2)
    expect(run.results[0]).toMatchObject({ parentKey: key, pageVersionBefore: 1, pageVersionAfter: 2 })
  })

  it('leaves the issue of a task for nobody to nobody, whomever the project would choose', async () => {
    world = await aPageWorld(deployment, { quirks: { automaticAssignee: true } })
    const { key } = world.sandbox.createIssue({ projectKey: 'ENG', type: 'Work Package', assigneeId: null })
    const member = world.sandbox.state.users.get(world.sandbox.state.memberId)!
    const name =
      deployment === 'cloud' ? `ri:account-id="${member.accountId}"` : `ri:userkey="${member.userKey}"`
    const mention = `<ac:link><ri:user ${name} /></ac:link>`
    const pageId = world.page(
      `<p>${macroXml(key)}</p>${listXml(taskXml(1, 'For nobody'), taskXml(2, `For them: ${mention}`))}`,
    )

    const run = await world.sync([world.addressOf(pageId)])

    expect(outcomes(run).map(([, outcome]) => outcome)).toEqual(['created', 'created'])
    const assigneeOf = (words: string) => {
      const issue = world.issues().find(({ summary }) => summary.startsWith(words))
      return issue?.assigneeId
    }
    expect(run.results.map(({ assignee }) => assignee)).toEqual([null, member.displayName])
    expect(assigneeOf('For nobody')).toBeNull()
    expect(assigneeOf('For them')).toBe(member.accountId)
    expect(world.complaints()).toEqual([])
  })

  it('writes nothing and makes nothing when it runs again', async () => {
    world = await aPageWorld(deployment)
    const pageId = world.page(
      `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`,
    )
    await world.sync([world.addressOf(pageId)])
    const again = await world.sync([world.addressOf(pageId)])

    expect(again.results).toEqual([])
    expect(world.issues()).toHaveLength(1)
    expect(world.versionOf(pageId)).toBe(2)
  })

  it('links the issue of an earlier run again when its task comes back', async () => {
    world = await aPageWorld(deployment)
    const body = `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`
    const pageId = world.page(body)
    const first = await world.sync([world.addressOf(pageId)])
    world.edit(pageId, () => body)
    const again = await world.sync([world.addressOf(pageId)])

    expect(again.results).toMatchObject([{ outcome: 'linked-again', issueKey: first.results[0]?.issueKey }])
    expect(world.issues()).toHaveLength(1)
  })

  it('shows in a dry run what it would do, and writes nothing', async () => {
    world = await aPageWorld(deployment)
    const tasks = listXml(taskXml(1, 'Order cables'), taskXml(2, 'Call the plumber'))
    const pageId = world.page(`<p>${macroXml(aWorkPackage(world).key)}</p>${tasks}`)
    const before = world.sandbox.requests.entries.length
    const run = await world.sync([world.addressOf(pageId)], { dryRun: true })

    expect(outcomes(run)).toEqual([
      ['1', 'planned'],
      ['2', 'planned'],
    ])
    const { before: held, after } = await readRunPage(world.deps, world.scope, {
      id: run.id,
      pageId,
      feature: 'page-tasks',
    })
    expect(held).toBe(world.storageOf(pageId))
    expect(after).toMatch(/ENG-01\b.*Order cables.*ENG-02\b.*Call the plumber/)
    expect(world.issues()).toEqual([])
    expect(world.versionOf(pageId)).toBe(1)
    const sent = world.sandbox.requests.entries.slice(before)
    const writes = sent.filter(({ method, path }) => method !== 'GET' && !/bulkfetch|search/.test(path))
    expect(writes).toEqual([])
  })

  it('is listed with its first page and how far it is, and tells what was asked for', async () => {
    world = await aPageWorld(deployment)
    const { key } = aWorkPackage(world)
    const pageId = world.page(`<p>${macroXml(key)}</p>${listXml(taskXml(1, 'Order cables'))}`, {
      title: 'Plan',
    })
    const pageUrls = [world.addressOf(pageId), 'https://elsewhere.example/x']
    const waiting = await world.begin(pageUrls)
    const { items: before } = await readRuns(world.deps, world.scope, {})
    expect(before).toMatchObject([{ id: waiting, pages: { total: 0, finished: 0 }, firstPage: null }])

    const run = await world.toEnd(waiting)
    const { items } = await readRuns(world.deps, world.scope, {})
    expect(items).toMatchObject([{ id: waiting, pages: { total: 2, finished: 2 }, firstPage: 'Plan' }])
    expect(run.request).toEqual({
      pageUrls,
      includeDescendants: true,
      requestedBy: 'Ana Petrova',
      daysToDueDate: 14,
    })
    expect(run.part).toBeNull()
    expect(run.results.find(({ taskId }) => taskId === '1')).toMatchObject({
      parentKey: key,
      parentUrl: expect.stringMatching(new RegExp(`/browse/${key}$`)) as string,
    })

    const undo = await world.undo(waiting, { dryRun: true, taskIds: ['1'] })
    expect([undo.request, undo.part]).toEqual([null, { pageIds: null, taskIds: ['1'] }])
  })

  it('takes the parent of the nearest page above, and says so where there is none', async () => {
    world = await aPageWorld(deployment)
    const { key } = aWorkPackage(world)
    const top = world.page(`<p>${macroXml(key)}</p>`)
    const middle = world.page('<p>Nothing</p>', { parentId: top })
    const low = world.page(listXml(taskXml(1, 'Far below')), { parentId: middle })
    const alone = world.page(listXml(taskXml(1, 'On its own')))

    const run = await world.sync([world.addressOf(top), world.addressOf(alone)])

    const of = (pageId: string) => run.results.filter((one) => one.pageId === pageId)
    expect(of(low)).toMatchObject([{ outcome: 'created', parentKey: key }])
    expect(of(alone)).toMatchObject([{ outcome: 'skipped-no-parent', issueKey: null }])
  })

  if (deployment === 'cloud')
    it('finds the parent above a folder', async () => {
      world = await aPageWorld(deployment)
      const { key } = aWorkPackage(world)
      const top = world.page(`<p>${macroXml(key)}</p>`)
      const { spaceId } = world.sandbox.state.pages.get(top)!
      const folder = world.sandbox.createPage({ spaceId, title: 'Work', kind: 'folder', parentId: top })
      const inner = world.sandbox.createPage({ spaceId, title: 'Inner', kind: 'folder', parentId: folder.id })
      const low = world.page(listXml(taskXml(1, 'In a folder')), { parentId: inner.id })

      const run = await world.sync([world.addressOf(low)])

      expect(run.results).toMatchObject([{ pageId: low, outcome: 'created', parentKey: key }])
    })

  it('moves the issues of done tasks to done, and skips them where that is wished', async () => {
    world = await aPageWorld(deployment)
    const { key } = aWorkPackage(world)
    const body = `<p>${macroXml(key)}</p>${listXml(taskXml(1, 'Was done', { status: 'complete' }))}`
    await world.settings({ completedTasks: 'skip' })
    const pageId = world.page(body)
    expect(outcomes(await world.sync([world.addressOf(pageId)]))).toEqual([['1', 'skipped-completed']])

    await world.settings({ completedTasks: 'create' })
    const run = await world.sync([world.addressOf(pageId)])
    expect(run.results).toMatchObject([{ outcome: 'created', notes: [] }])
    const [issue] = world.issues()
    expect(world.sandbox.state.statuses.get(issue?.statusId ?? '')?.name).toBe('Done')
  })

  it('gives each address that leads to no page its own result', async () => {
    world = await aPageWorld(deployment)
    const pageId = world.page(
      `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`,
    )
    const gone = world.page('<p>x</p>')
    const address = world.addressOf(gone)
    world.sandbox.deletePage(gone)
    const run = await world.sync(['https://elsewhere.example/x', address, world.addressOf(pageId)])

    expect(run.status).toBe('completed')
    expect(run.results.map(({ outcome, pageUrl }) => [outcome, pageUrl])).toEqual([
      ['failed', 'https://elsewhere.example/x'],
      ['failed', address],
      ['created', expect.any(String)],
    ])
    expect(run.results[0]?.error).toContain('does not lead to')
  })

  it('names what the project requires instead of failing somewhere in between', async () => {
    world = await aPageWorld(deployment)
    await world.settings({ taskIssueType: 'Chore' })
    const pageId = world.page(
      `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`,
    )
    const run = await world.sync([world.addressOf(pageId)])

    expect(run.results).toMatchObject([{ outcome: 'failed', issueKey: null }])
    expect(run.results[0]?.error).toMatch(/has no issue type Chore. It has: .*Task/)
    expect(world.versionOf(pageId)).toBe(1)
  })

  it('puts its issues on what somebody has saved meanwhile, and leaves a page that changes all the time', async () => {
    world = await aPageWorld(deployment)
    const pageId = world.page(
      `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`,
    )
    const runId = await world.begin([world.addressOf(pageId)])
    world.sandbox.failNext({ conflict: true, matching: /^PUT /, times: 1 })
    expect((await world.toEnd(runId)).results).toMatchObject([{ outcome: 'created', error: null }])
    expect(world.versionOf(pageId)).toBe(2)

    const other = world.page(
      `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`,
    )
    world.sandbox.failNext({ conflict: true, matching: /^PUT /, times: 10 })
    const busy = await world.sync([world.addressOf(other)])
    expect(busy.results).toMatchObject([{ outcome: 'conflict', taskId: null }, { outcome: 'created' }])
    expect(world.versionOf(other)).toBe(1)
  })
})
