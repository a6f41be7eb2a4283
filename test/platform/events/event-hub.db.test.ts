import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EventHub, type LiveEvent } from '../../../server/platform/events/index.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

let database: TestDatabase
let hubs: EventHub[] = []

beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()))
  hubs = []
})
afterAll(() => database.close())

async function aHub(): Promise<EventHub> {
  const hub = new EventHub({ database, log: silentLog })
  hubs.push(hub)
  await hub.start()
  return hub
}

const scopeOf = (workspaceId: string): WorkspaceScope => ({
  workspaceId,
  actor: { type: 'system', id: 'test' },
})

describe('EventHub', () => {
  it('tells watchers at every process, and only those of the workspace', async () => {
    const [here, there] = [await aHub(), await aHub()]
    const seen: Record<string, LiveEvent[]> = { here: [], there: [], other: [] }
    here.subscribe(scopeOf('one'), (event) => seen['here']?.push(event))
    there.subscribe(scopeOf('one'), (event) => seen['there']?.push(event))
    there.subscribe(scopeOf('two'), (event) => seen['other']?.push(event))

    here.publish({ workspaceId: 'one' }, 'job', { id: 'a' })
    here.publish({ workspaceId: 'two' }, 'job', { id: 'last' })

    // Both travel in one notification after the other, so the first has come when the last has.
    await expect
      .poll(() => seen['other'])
      .toEqual([{ workspaceId: 'two', kind: 'job', data: { id: 'last' } }])
    expect(seen['here']).toEqual([{ workspaceId: 'one', kind: 'job', data: { id: 'a' } }])
    await expect.poll(() => seen['there']).toEqual(seen['here'])
  })

  it('leaves out what is too large to be carried, and goes on', async () => {
    const hub = await aHub()
    const seen: unknown[] = []
    hub.subscribe(scopeOf('one'), ({ data }) => seen.push(data))

    hub.publish({ workspaceId: 'one' }, 'job', 'x'.repeat(9_000))
    hub.publish({ workspaceId: 'one' }, 'job', 'small')

    await expect.poll(() => seen).toEqual(['small'])
  })

  it('tells nobody who has left', async () => {
    const hub = await aHub()
    const seen: string[] = []
    const leave = hub.subscribe(scopeOf('one'), () => seen.push('left'))
    hub.subscribe(scopeOf('one'), () => seen.push('stays'))

    leave()
    hub.publish({ workspaceId: 'one' }, 'job', {})

    await expect.poll(() => seen).toEqual(['stays'])
  })
})
