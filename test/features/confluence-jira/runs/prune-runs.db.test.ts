import { afterEach, describe, expect, it } from 'vitest'
import { pruneRunsHandler } from '../../../../server/features/confluence-jira/runs/prune-runs.ts'
import { readRuns } from '../../../../server/features/confluence-jira/runs/read-runs.ts'
import { aPageWorld, aWorkPackage, listXml, macroXml, taskXml, type PageWorld } from '../a-page-world.ts'

let world: PageWorld
afterEach(() => world.close())

const DAY_MS = 86_400_000

const prune = () =>
  pruneRunsHandler(world.deps).run({
    jobId: 'job',
    scope: world.scope,
    payload: {},
    attempt: 1,
    lastAttempt: false,
    signal: new AbortController().signal,
    reportProgress: async () => {},
  })
const kept = async () => (await readRuns(world.deps, world.scope, { limit: 100 })).items.map(({ id }) => id)

describe('runs that are over', () => {
  it('go after a month when they were dry, after a year otherwise; open ones and what was made stay', async () => {
    world = await aPageWorld('cloud')
    const body = `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(taskXml(1, 'Order cables'))}`
    const pageId = world.page(body)
    const dry: string[] = []
    for (let index = 0; index < 6; index += 1)
      dry.push((await world.sync([world.addressOf(pageId)], { dryRun: true })).id)
    const real = await world.sync([world.addressOf(pageId)])
    const open = await world.begin([world.addressOf(pageId)])

    world.later(29 * DAY_MS)
    await prune()
    expect(new Set(await kept())).toEqual(new Set([...dry, real.id, open]))
    world.later(2 * DAY_MS)
    await prune()
    expect(new Set(await kept())).toEqual(new Set([real.id, open]))
    world.later(336 * DAY_MS)
    await prune()
    expect(await kept()).toEqual([open])

    // Its task came back, and its issue is known all the same.
    world.edit(pageId, () => body)
    expect((await world.toEnd(open)).results).toMatchObject([{ outcome: 'linked-again' }])
    expect(world.issues()).toHaveLength(1)
  })
})
