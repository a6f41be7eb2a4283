import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readSyncRun } from '../../../../server/features/clickup-tasks/sync/read-runs.ts'
import { startSync } from '../../../../server/features/clickup-tasks/sync/start-sync.ts'
import {
  chooseList,
  expected,
  pathTo,
  startClickupGround,
  stored,
  sync,
  work,
  type ClickupGround,
} from '../clickup-ground.ts'

let ground: ClickupGround
let listId: string

beforeAll(async () => {
  ground = await startClickupGround({
    size: { spaces: 2, folders: 1, lists: 1, folderlessLists: 1, tasks: 460, comments: 10, attachments: 0 },
  })
  listId = [...ground.clickup.state.lists.keys()][0]!
})
afterEach(() => ground.clickup.clearFaults())
afterAll(() => ground.close())

const LISTS = /^GET \/v2\/list\/\d+\/task$/

/** A list that has been read, and what a sync of it makes of what ClickUp does then. */
async function afterFirst(disturb: (listId: string) => void, token?: string) {
  const scope = await ground.connected(token)
  await chooseList(ground, scope, { listId })
  await sync(ground, scope)
  const before = await stored(ground, scope)
  disturb(listId)
  const run = await sync(ground, scope, { full: true })
  ground.clickup.clearFaults()
  return { scope, before, run }
}

const answer = (status: number, body: unknown) => () =>
  ground.clickup.failNext({ matching: LISTS, status, body, times: Infinity })

describe('a sync that ClickUp refuses', () => {
  it.each([
    ['a dead token', answer(401, { err: 'Token invalid', ECODE: 'OAUTH_025' }), /does not know this token/],
    ['no access to the Workspace', answer(401, { err: 'Team', ECODE: 'OAUTH_027' }), /does not cover/],
    ['no access to the list', answer(404, { err: 'No', ECODE: 'ACCESS_999' }), /may not see/],
    ['an unknown list', answer(400, { err: 'List ID invalid', ECODE: 'INPUT_003' }), /another list/],
    ['a list that is gone', answer(404, { err: 'deleted', ECODE: 'SUBCAT_006' }), /another list/],
    [
      'an error under 200',
      answer(200, { err: 'Token invalid', ECODE: 'OAUTH_019' }),
      /does not know this token/,
    ],
    ['a page in HTML', answer(200, '<html>maintenance</html>'), /cannot be read/],
  ])('says what to do about %s and keeps what is stored', async (_name, disturb, words) => {
    const { scope, before, run } = await afterFirst(disturb)

    expect(run).toMatchObject({ status: 'error', removed: 0, processed: 0 })
    expect(run.error).toMatch(words)
    expect(await stored(ground, scope)).toEqual(before)
    expect((await sync(ground, scope)).status).toBe('success')
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))
  })

  it('ends when the token is revoked', async () => {
    const token = ground.clickup.createToken({
      userId: ground.clickup.state.ownerId,
      teamIds: [ground.clickup.teamId],
    })
    const { run } = await afterFirst(() => ground.clickup.revokeToken(token), token)

    expect(run).toMatchObject({ status: 'error' })
    expect(run.error).toMatch(/Make a new one/)
  })

  it('keeps what it has read of a list that is deleted meanwhile', async () => {
    const list = ground.clickup.createList({
      spaceId: pathTo(ground.clickup, listId).spaceId,
      name: 'short-lived',
    })
    for (let index = 0; index < 150; index += 1)
      ground.clickup.createTask({ listId: list.id, name: `${index}` }).updatedMs -= index * 1_000
    const scope = await ground.connected()
    await chooseList(ground, scope, { listId: list.id })
    const { syncRunId: id } = await startSync(ground.deps, scope, { full: false })
    const first = ground.clickup.holdNext(LISTS)
    const working = work(ground, scope, id)
    await first.asked
    const second = ground.clickup.holdNext(LISTS)
    first.release()
    await second.asked
    ground.clickup.deleteList(list.id)
    second.release()
    await working

    const run = await readSyncRun(ground.deps, scope, { id })
    expect(run).toMatchObject({ status: 'error', processed: 100, removed: 0 })
    expect(run.error).toMatch(/does not have this any more.*another list/)
    expect(await stored(ground, scope)).toHaveLength(100)
  })
})

describe('a sync that ClickUp asks to wait', () => {
  it.each([
    ['in the past', -3_600],
    ['in the far future', 10 * 365 * 86_400],
  ])('stays and says until when, with a reset %s', async (_name, resetInSeconds) => {
    const scope = await ground.connected()
    await chooseList(ground, scope, { listId })
    const { syncRunId: id } = await startSync(ground.deps, scope, { full: false })
    ground.clickup.failNext({ matching: LISTS, rateLimited: { resetInSeconds }, times: Infinity })

    const result = await work(ground, scope, id)

    const run = await readSyncRun(ground.deps, scope, { id })
    expect(run).toMatchObject({ status: 'running', error: null })
    expect(result).toEqual({ again: run.waitsUntil })
    expect(run.waitsUntil!.getTime() - Date.now()).toBeGreaterThan(0)
    expect(run.waitsUntil!.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000)
  })
})

const task = (id: string, updatedMs: number, changes: object = {}) => ({
  id,
  name: id,
  status: { status: 'open', type: 'open' },
  date_created: '1',
  date_updated: String(updatedMs),
  list: { id: listId },
  ...changes,
})
const page = (tasks: readonly unknown[], isLast: boolean) => ({
  status: 200,
  body: { tasks, last_page: isLast },
})
/** A new workspace whose next pages are these. */
async function withPages(pages: readonly { status: number; body: unknown }[]) {
  const scope = await ground.connected()
  await chooseList(ground, scope, { listId })
  for (const one of pages) ground.clickup.failNext({ matching: LISTS, ...one })
  return { scope, run: await sync(ground, scope) }
}

describe('a sync of pages that cannot be', () => {
  const T = Date.parse('2026-05-05T05:05:05Z')
  const many = () => Array.from({ length: 100 }, (_, index) => task(`same${index}`, T))

  it.each([
    ['another order', () => [page([task('a', T), task('b', T + 1)], false)], /another order/],
    [
      'tasks of another time',
      () => [page([task('a', T)], false), page([task('b', T + 5)], false)],
      /another time/,
    ],
    [
      'a page of one moment once more',
      () => [page(many(), false), page(many(), false), page(many(), false)],
      /once more/,
    ],
  ])('ends with a stated error: %s', async (_name, pages, words) => {
    const { run } = await withPages(pages())

    expect(run).toMatchObject({ status: 'error', removed: 0 })
    expect(run.error).toMatch(words)
  })

  it('counts a task once that stands in a page twice', async () => {
    const twice = [task('twice', T), task('twice', T), task('other', T - 1)]
    const { scope, run } = await withPages([page(twice, true), page(twice.slice(0, 2), true)])

    expect(run).toMatchObject({ status: 'success', processed: 2, created: 2, error: null })
    expect(await stored(ground, scope)).toHaveLength(2)
  })

  it('names tasks that cannot be read, and keeps what was stored of them', async () => {
    const scope = await ground.connected()
    await chooseList(ground, scope, { listId })
    const good = [task('good', T), task('bad', T - 1)]
    for (const body of [good, [task('good', T)]])
      ground.clickup.failNext({ matching: LISTS, ...page(body, true) })
    await sync(ground, scope)
    const bad = { id: 'bad', name: 7 }
    for (const body of [[task('good', T), bad, { name: 'no id' }], [task('good', T)]])
      ground.clickup.failNext({ matching: LISTS, ...page(body, true) })

    const run = await sync(ground, scope, { full: true })

    expect(run).toMatchObject({ status: 'partial', removed: 0 })
    expect(run.error).toMatch(/bad, one without an id/)
    expect(await stored(ground, scope)).toHaveLength(2)
  })

  it('takes ids beyond 32 bits, texts that PostgreSQL refuses, and times beyond its own', async () => {
    const odd = {
      name: 'nul \u0000 and half a pair \ud83d',
      tags: [{ name: 'tag\u0000' }],
      assignees: [{ id: 9_007_199_254_740_991, username: 'Ünal \u0000', email: null }],
      space: { id: '90120000000000000001' },
      due_date: '8640000000000000',
    }
    const tasks = [task('odd', T, odd), task('later', T - 1, { date_updated: '253402300800000' })]
    const { scope, run } = await withPages([page(tasks, true), page([task('odd', T, odd)], true)])

    expect(run).toMatchObject({ status: 'partial', created: 1 })
    expect(run.error).toMatch(/: later\.$/)
    expect(await stored(ground, scope)).toHaveLength(1)
  })
})
