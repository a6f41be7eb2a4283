import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInbox } from '../../../server/platform/webhooks/create-inbox.ts'
import { dedupeKey } from '../../../server/platform/webhooks/dedupe-key.ts'
import { WEBHOOK_DEFAULTS } from '../../../server/platform/webhooks/index.ts'
import { receiveDelivery } from '../../../server/platform/webhooks/receive-delivery.ts'
import { storeDeliveries } from '../../../server/platform/webhooks/store-deliveries.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import { newId } from '../../../server/shared/ids.ts'
import type { JsonObject } from '../../../server/shared/json.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const { windows } = WEBHOOK_DEFAULTS

function anInbox() {
  const transactionsInFlight = database.kind === 'embedded' ? 1 : 2
  const inbox = createInbox(
    { db: database.db, subscriptions: () => [] },
    { transactionsInFlight, maxWaiting: 5_000 },
  )
  return { clock: systemClock, publish: () => {}, windows, inbox }
}

interface Step {
  readonly inbox: number
  readonly type: string
  readonly entity: string
  readonly state: string
}

const arbitraryStep: fc.Arbitrary<Step> = fc.record({
  inbox: fc.constantFrom(0, 1),
  type: fc.constantFrom('TIME_ENTRY_UPDATED', 'TIMER_STOPPED'),
  entity: fc.constantFrom('t1', 't2', 't3'),
  state: fc.constantFrom('A', 'B', 'C'),
})
const lineOf = ({ type, entity }: Step) => `${type} ${entity}`
const bodyOf = ({ entity, state }: Step) => JSON.stringify({ id: entity, state })

interface Told {
  readonly outcomes: string[]
  readonly events: { state: string; ambiguous: boolean; deliveries: number }[]
}

/** What the issue says, without a database: per event type and entity, in order of arrival. */
function model(steps: readonly Step[]): Record<string, Told> {
  const lines: Record<string, Told> = {}
  for (const step of steps) {
    const line = (lines[lineOf(step)] ??= { outcomes: [], events: [] })
    const newest = line.events.at(-1)
    if (newest?.state === step.state) {
      line.outcomes.push('duplicate')
      newest.deliveries += 1
    } else {
      const ambiguous = line.events.some(({ state }) => state === step.state)
      line.outcomes.push('stored')
      line.events.push({ state: step.state, ambiguous, deliveries: 1 })
    }
  }
  return lines
}

async function storedEvents(scope: WorkspaceScope) {
  return inWorkspace(database.db, scope, async (tx) => {
    const events = await tx.selectFrom('webhookEvents').selectAll().orderBy('id').execute()
    const repetitions = await tx.selectFrom('webhookDeliveries').select('eventId').execute()
    return events.map(({ id, type, entityId, ambiguous, body }) => ({
      line: `${type} ${entityId}`,
      state: (JSON.parse(body.toString()) as { state: string }).state,
      ambiguous,
      deliveries: 1 + repetitions.filter(({ eventId }) => eventId === id).length,
    }))
  })
}

async function told(scope: WorkspaceScope, steps: readonly Step[], outcomes: readonly string[]) {
  const lines: Record<string, Told> = {}
  for (const [index, step] of steps.entries())
    (lines[lineOf(step)] ??= { outcomes: [], events: [] }).outcomes.push(outcomes[index] ?? '')
  for (const { line, ...event } of await storedEvents(scope)) lines[line]?.events.push(event)
  return lines
}

const deliver = (deps: ReturnType<typeof anInbox>, scope: WorkspaceScope, step: Step) => {
  const body = Buffer.from(bodyOf(step))
  const payload = JSON.parse(body.toString()) as JsonObject
  return receiveDelivery(deps, scope, {
    type: step.type,
    key: dedupeKey(deps.windows, step.type, { bytes: body, payload }),
    source: 'add-on',
    active: true,
    body,
    idempotencyKey: undefined,
  })
}

describe('the inbox, held against a model', () => {
  it('agrees when everything arrives at once at one process', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { maxLength: 60 }), async (steps) => {
        const [scope, deps] = [await aWorkspace(database.db), anInbox()]

        const receipts = await Promise.all(steps.map((step) => deliver(deps, scope, step)))

        const outcomes = receipts.map(({ outcome }) => outcome)
        expect(await told(scope, steps, outcomes)).toEqual(model(steps))
      }),
      { numRuns: 25 },
    )
  })

  it('agrees when two processes share the lines, each in its order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { maxLength: 40 }), async (steps) => {
        const scope = await aWorkspace(database.db)
        const inboxes = [anInbox(), anInbox()]
        const outcomes: string[] = []
        const inOrder = async (line: string) => {
          for (const [index, step] of steps.entries())
            if (lineOf(step) === line)
              outcomes[index] = (await deliver(inboxes[step.inbox] ?? anInbox(), scope, step)).outcome
        }

        await Promise.all([...new Set(steps.map(lineOf))].map(inOrder))

        expect(await told(scope, steps, outcomes)).toEqual(model(steps))
      }),
      { numRuns: 20 },
    )
  })

  it('stores each state once when two processes get everything twice, in any order', async () => {
    const scope = await aWorkspace(database.db)
    const inboxes = [anInbox(), anInbox()]
    const steps = Array.from({ length: 100 }, (_, n) => ({
      inbox: 0,
      type: 'TIMER_STOPPED',
      entity: `t${n}`,
      state: 'A',
    }))

    const receipts = await Promise.all([
      ...steps.map((step) => deliver(inboxes[0] ?? anInbox(), scope, step)),
      ...steps.toReversed().map((step) => deliver(inboxes[1] ?? anInbox(), scope, step)),
    ])

    expect(receipts.filter(({ outcome }) => outcome === 'stored')).toHaveLength(100)
    const events = await storedEvents(scope)
    expect(events).toHaveLength(100)
    expect(new Set(events.map(({ deliveries }) => deliveries))).toEqual(new Set([2]))
  })

  it('marks all but the first event of a body as ambiguous, however two processes interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { minLength: 20, maxLength: 60 }), async (steps) => {
        const scope = await aWorkspace(database.db)
        const inboxes = [anInbox(), anInbox()]
        const oneEntity = steps.map((step) => ({ ...step, type: 'TIMER_STOPPED', entity: 't1' }))

        await Promise.all(oneEntity.map((step) => deliver(inboxes[step.inbox] ?? anInbox(), scope, step)))

        const first = (await storedEvents(scope)).filter(({ ambiguous }) => !ambiguous)
        const states = new Set(oneEntity.map(({ state }) => state))
        expect(first.map(({ state }) => state).sort()).toEqual([...states].sort())
      }),
      { numRuns: 10 },
    )
  })

  it('never mixes workspaces that send the same body', async () => {
    const deps = anInbox()
    const scopes = await Promise.all(Array.from({ length: 5 }, () => aWorkspace(database.db)))
    const step = { inbox: 0, type: 'TIMER_STOPPED', entity: 't1', state: 'A' }

    const receipts = await Promise.all(scopes.map((scope) => deliver(deps, scope, step)))

    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'stored'))
    for (const scope of scopes) expect(await storedEvents(scope)).toHaveLength(1)
  })

  it('tells a delivery that is stored a second time what it was told the first time', async () => {
    const scope = await aWorkspace(database.db)
    const deps = { db: database.db, subscriptions: () => [] }
    const body = Buffer.from(bodyOf({ inbox: 0, type: 'TIMER_STOPPED', entity: 't1', state: 'A' }))
    const delivery = {
      eventId: newId(),
      type: 'TIMER_STOPPED',
      key: dedupeKey(windows, 'TIMER_STOPPED', { bytes: body, payload: { id: 't1' } }),
      source: 'add-on',
      body,
      idempotencyKey: null,
      active: true,
      receivedAt: new Date(),
    }

    const first = await storeDeliveries(deps, scope, [delivery])
    const second = await storeDeliveries(deps, scope, [delivery])

    expect(first).toMatchObject([{ outcome: 'stored', webhookEventId: delivery.eventId }])
    expect(second).toEqual(first)
    expect(await storedEvents(scope)).toMatchObject([{ state: 'A', deliveries: 1 }])
  })
})
