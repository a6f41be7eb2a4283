import { afterEach, describe, expect, it } from 'vitest'
import { tellPastWeek } from '../../../server/sandbox/clockify/index.ts'
import { installedSandbox, type Pair } from './installed-sandbox.ts'

const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS

let pair: Pair | undefined
afterEach(() => pair?.stop())

describe('tellPastWeek', () => {
  it('tells of every finished entry of the week, of a timer over five hours, and of two edits', async () => {
    pair = await installedSandbox()
    const { sandbox } = pair
    const since = Date.now() - WEEK_MS
    const before = [...sandbox.state.timeEntries.values()].filter(
      ({ startMs, endMs }) => startMs >= since && endMs !== null,
    )

    tellPastWeek(sandbox)
    await sandbox.flush()

    const told = sandbox.deliveries.map(({ event, body }) => ({ event, id: idIn(body) }))
    const idsOf = (events: readonly string[]) =>
      new Set(told.filter(({ event }) => events.includes(event)).map(({ id }) => id))
    const made = idsOf(['NEW_TIME_ENTRY'])
    expect(before.filter(({ id }) => !made.has(id))).toEqual([])
    expect(idsOf(['TIME_ENTRY_UPDATED']).size).toBe(2)
    const longest = Math.max(
      ...[...sandbox.state.running.values()].map(({ startMs }) => Date.now() - startMs),
    )
    expect(longest).toBeGreaterThan(5 * HOUR_MS)
  })

  it('leaves at most one timer of each person', async () => {
    pair = await installedSandbox()
    const { sandbox } = pair

    tellPastWeek(sandbox)

    const users = [...sandbox.state.running.values()].map(({ userId }) => userId)
    expect(new Set(users).size).toBe(users.length)
  })
})

function idIn(body: string): string {
  return (JSON.parse(body) as { id: string }).id
}
