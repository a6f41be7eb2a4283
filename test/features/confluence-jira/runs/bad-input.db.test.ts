import { afterEach, describe, expect, it } from 'vitest'
import type { AtlassianSandboxOptions } from '../../../../server/sandbox/atlassian/index.ts'
import {
  aPageWorld,
  aWorkPackage,
  DEPLOYMENTS,
  listXml,
  macroXml,
  taskXml,
  type Deployment,
  type PageWorld,
} from '../a-page-world.ts'

let world: PageWorld

afterEach(async () => {
  const complaints = world.complaints()
  await world.close()
  expect(complaints).toEqual([])
})

async function open(deployment: Deployment, options: AtlassianSandboxOptions = {}): Promise<void> {
  world = await aPageWorld(deployment, options)
}

const withWork = (body: string) => `<p>${macroXml(aWorkPackage(world).key)}</p>${body}`
const aTask = (words: string) => listXml(taskXml(1, words))

/** A good page beside a bad one, and what becomes of both. */
async function besideGoodOne(bad: string) {
  const good = world.page(withWork(aTask('Order cables')))
  const run = await world.sync([world.addressOf(bad), world.addressOf(good)])
  const of = (pageId: string) => run.results.filter((result) => result.pageId === pageId)
  expect(run.status).toBe('completed')
  expect(of(good)).toMatchObject([{ outcome: 'created', error: null }])
  expect(world.issues()).toHaveLength(1)
  return of(bad)
}

describe.each(DEPLOYMENTS)('what cannot be done on %s is told, and holds nothing else back', (deployment) => {
  it.each([
    { what: 'mismatched tags', storage: '<p><strong>One</p></strong>' },
    { what: 'a tag that never ends', storage: '<p>One<ac:link' },
    { what: '600 levels', storage: `${'<div>'.repeat(600)}deep${'</div>'.repeat(600)}` },
  ])('a page of $what', async ({ storage }) => {
    await open(deployment, { quirks: { brokenStorageRefused: false } })
    const body = `${withWork(aTask('On a broken page'))}${storage}`
    const pageId = world.page(body)

    const results = await besideGoodOne(pageId)

    expect(results).toMatchObject([{ outcome: 'failed', taskId: null }])
    expect(results[0]?.error).toContain('cannot be read safely, so nothing on it is touched')
    expect(world.storageOf(pageId)).toBe(body)
  })

  it('a page of 4 MB with many tasks is done', async () => {
    await open(deployment)
    const tasks = Array.from({ length: 20 }, (_, index) => taskXml(index + 1, `Task ${index + 1}`))
    const filler = '<p>Text that stays as it is, &amp; more of it.</p>'.repeat(80_000)
    const pageId = world.page(withWork(`${filler}${listXml(...tasks)}<p>The end</p>`))

    const run = await world.sync([world.addressOf(pageId)])

    expect(run.results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('created'))
    expect(world.storageOf(pageId)).toContain(filler)
  })

  it('a page that only others may see', async () => {
    await open(deployment)
    const pageId = world.page(withWork(aTask('A secret')))
    world.sandbox.restrictPage(pageId, { readers: [world.sandbox.state.memberId] })

    // Of an address it is not even known what page it would be.
    const run = await world.sync([world.addressOf(pageId)])

    expect(run.results).toMatchObject([{ outcome: 'failed', taskId: null }])
    expect(run.results[0]?.error).toMatch(/no such page|may not|not there/i)
    expect(world.issues()).toEqual([])
  })

  it('a page that is deleted while its issues are made: they stay, and it says so', async () => {
    await open(deployment)
    const pageId = world.page(withWork(aTask('Order cables')))
    const runId = await world.begin([world.addressOf(pageId)])
    world.sandbox.failNext({
      matching: /^POST .*\/issue$/,
      when: 'after',
      onArrival: () => world.sandbox.deletePage(pageId),
    })

    const run = await world.toEnd(runId)

    expect(run.status).toBe('completed')
    expect(run.results.map(({ taskId, outcome }) => [taskId, outcome])).toEqual([
      [null, 'failed'],
      ['1', 'created'],
    ])
    expect(world.issues()).toHaveLength(1)
  })

  it('a field that Jira refuses, such as a closed sprint: in its own words', async () => {
    await open(deployment)
    const pageId = world.page(withWork(aTask('Order cables')))
    world.sandbox.failNext({
      matching: /^POST .*\/issue$/,
      status: 400,
      body: {
        errorMessages: [],
        errors: { customfield_10020: 'Issue can be assigned only active or future sprints.' },
      },
    })

    const refused = await world.sync([world.addressOf(pageId)])

    expect(refused.results).toMatchObject([{ outcome: 'failed', issueKey: null }])
    expect(refused.results[0]?.error).toContain('active or future sprints')
    expect(world.versionOf(pageId)).toBe(1)
    // Nothing stands in the way of the next run.
    const again = await world.sync([world.addressOf(pageId)])
    expect(again.results).toMatchObject([{ outcome: 'created' }])
  })

  it('a status that the workflow does not lead to: the issue is there, and a note says so', async () => {
    await open(deployment)
    await world.settings({ doneStatus: 'Shipped', undoStatus: 'Nowhere' })
    const pageId = world.page(withWork(listXml(taskXml(1, 'Was done', { status: 'complete' }))))

    const run = await world.sync([world.addressOf(pageId)])
    const undone = await world.undo(run.id)

    expect(run.results).toMatchObject([{ outcome: 'created', error: null }])
    expect(run.results[0]?.notes.join()).toMatch(/cannot go from .* to Shipped/)
    expect(undone.results).toMatchObject([{ outcome: 'undone' }])
    expect(JSON.stringify(undone.results[0])).toMatch(/cannot go from .* to Nowhere/)
  })

  it('a part of the API that is gone: what to do about it', async () => {
    await open(deployment)
    const pageId = world.page(withWork(aTask('Order cables')))
    const body = { errorMessages: ['The requested API has been removed.'], errors: {} }
    world.sandbox.failNext({ matching: /createmeta/, status: 410, body, times: Infinity })

    const run = await world.sync([world.addressOf(pageId)])

    expect(run.results).toMatchObject([{ outcome: 'failed', issueKey: null }])
    expect(run.results[0]?.error).toMatch(/Update this server/)
    expect(world.versionOf(pageId)).toBe(1)
  })

  it('a storm of conflicts on many pages leaves each as somebody else has it', async () => {
    await open(deployment)
    const pages = Array.from({ length: 6 }, (_, index) => world.page(withWork(aTask(`Task ${index}`))))
    world.sandbox.failNext({ conflict: true, matching: /^PUT /, times: Infinity })

    const run = await world.sync(pages.map((pageId) => world.addressOf(pageId)))

    const count = (wanted: string) => run.results.filter(({ outcome }) => outcome === wanted).length
    expect([count('conflict'), count('created')]).toEqual([6, 6])
    expect(pages.map((pageId) => world.versionOf(pageId))).toEqual(Array(6).fill(1))
    world.sandbox.clearFaults()
    const again = await world.sync(pages.map((pageId) => world.addressOf(pageId)))
    expect(again.results.map(({ outcome }) => outcome)).toEqual(Array(6).fill('linked-again'))
    expect(world.issues()).toHaveLength(6)
  })

  if (deployment === 'cloud')
    it.each([
      { reason: 'jira-burst-based', seconds: 1 },
      { reason: 'jira-per-issue-on-write', seconds: 30 },
      { reason: 'jira-quota-global-based', seconds: 3_000 },
      { reason: 'jira-quota-tenant-based', seconds: 3_000 },
    ] as const)(
      'a refusal for $reason is waited for, and nothing is done twice',
      async ({ reason, seconds }) => {
        await open(deployment)
        const pageId = world.page(
          withWork(listXml(taskXml(1, 'Order cables'), taskXml(2, 'Call the plumber'))),
        )
        const rateLimited = { reason, retryAfterSeconds: seconds }
        world.sandbox.failNext({ matching: /^POST .*\/(issue|remotelink)$/, rateLimited, times: 3 })

        const run = await world.sync([world.addressOf(pageId)])

        expect(run.status).toBe('completed')
        expect(run.results.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
        expect(world.issues()).toHaveLength(2)
      },
    )
})
