import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  decideTransfer,
  retryTransfer,
} from '../../../server/features/huntflow-transfer/transfers/decide-transfer.ts'
import { findLostTransfers } from '../../../server/features/huntflow-transfer/transfers/find-lost-transfers.ts'
import { transferForImport } from '../../../server/features/huntflow-transfer/transfers/import-target.ts'
import type { DecisionBody } from '../../../server/features/huntflow-transfer/transfers/transfer.schemas.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aTask, aTransferWorld, tracesOf, type TransferWorld } from './a-transfer.ts'

let world: TransferWorld
beforeAll(async () => {
  world = await aTransferWorld()
})
afterEach(() => {
  world.clickup.clearFaults()
  world.huntflow.clearFaults()
})
afterAll(() => world.close())

const CREATE = /POST .*\/applicants$/
const verbs = () => ({ db: world.database.db, clock: world.deps.clock })
const decide = (id: string, decision: DecisionBody) =>
  decideTransfer(verbs(), world.scope, { id, ...decision })
const retry = (id: string) => retryTransfer(verbs(), world.scope, { id })

function expireCurrent(): void {
  const { headers } = world.huntflow.requests.entries.findLast(({ tokenKind }) => tokenKind === 'valid')!
  world.huntflow.expireToken((headers['authorization'] ?? '').replace('Bearer ', ''))
}

/** A transfer of which nobody knows whether its applicant was made. */
async function anAsked(taskId = aTask(world.clickup)): Promise<string> {
  world.huntflow.failNext({ matching: CREATE, drop: true })
  const id = await world.start({ taskId })
  expect((await world.runToRest(id)).status).toBe('needs-decision')
  return id
}

async function jobsOf(id: string): Promise<number> {
  const rows = await inWorkspace(world.database.db, world.scope, (tx) =>
    tx
      .selectFrom('jobs')
      .select('payload')
      .where('workspaceId', '=', world.scope.workspaceId)
      .where('name', '=', 'huntflow-transfer.run-transfer')
      .execute(),
  )
  return rows.filter(({ payload }) => (payload as { transferId: string }).transferId === id).length
}

describe('somebody decides', () => {
  it('to go on with an applicant that is there', async () => {
    const known = world.huntflow.createApplicant({ lastName: 'Known', email: 'ivan@example.com' })
    const id = await anAsked()
    const asked = await world.find(id)

    await decide(id, { action: 'adopt', applicantId: String(known.id) })
    const transfer = await world.runToRest(id)

    expect(asked.data.possibleDuplicates).toContainEqual({ applicantId: String(known.id), name: 'Known' })
    expect(transfer).toMatchObject({ status: 'completed', data: { applicantId: String(known.id) } })
    expect(known.logs.filter(({ comment }) => comment?.includes(id))).toHaveLength(1)
    expect(tracesOf(world, transfer)).toMatchObject({ applicants: [], comments: [{}] })
  })

  it('to go on with somebody who has come further on the vacancy, and is put back only where that is wished', async () => {
    const { accountId, state } = world.huntflow
    const vacancy = [...state.vacancies.values()].find(
      (one) => one.accountId === accountId && one.state === 'OPEN',
    )!
    const stages = [...state.stages.values()].filter((one) => one.accountId === accountId && !one.removedMs)
    const [first, , further] = stages.toSorted((a, b) => a.order - b.order)
    for (const wished of [undefined, first]) {
      const known = world.huntflow.createApplicant({ lastName: 'Known' })
      const place = { vacancyId: vacancy.id, stageId: further!.id }
      known.links.push({ id: known.id, ...place, reasonId: null, changedMs: 0 })
      world.huntflow.failNext({ matching: CREATE, drop: true })
      const wanted = { taskId: aTask(world.clickup), vacancyId: String(vacancy.id) }
      const id = await world.start({ ...wanted, ...(wished && { statusId: String(wished.id) }) })
      await world.runToRest(id)

      await decide(id, { action: 'adopt', applicantId: String(known.id) })

      expect((await world.runToRest(id)).status).toBe('completed')
      expect(known.links.map(({ stageId }) => stageId)).toEqual([(wished ?? further)!.id])
    }
  })

  it('is asked again when Huntflow has no such applicant', async () => {
    const id = await anAsked()

    await decide(id, { action: 'adopt', applicantId: '999999999' })
    const asked = await world.runToRest(id)

    expect(asked).toMatchObject({
      status: 'needs-decision',
      error: expect.stringMatching(/has no applicant 999999999/),
    })
  })

  it('to send it again, once', async () => {
    const id = await anAsked()
    const both = await Promise.allSettled([decide(id, { action: 'retry' }), decide(id, { action: 'retry' })])
    const transfer = await world.runToRest(id)

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await jobsOf(id)).toBe(2)
    expect(transfer.status).toBe('completed')
    expect(tracesOf(world, transfer).applicants).toHaveLength(1)
  })

  it('to abandon it, which frees the task', async () => {
    const taskId = aTask(world.clickup)
    const id = await anAsked(taskId)

    await decide(id, { action: 'abandon' })
    const next = await world.start({ taskId })

    expect(next).not.toBe(id)
    expect(await world.runToRest(next)).toMatchObject({ status: 'completed' })
    expect((await world.find(id)).status).toBe('abandoned')
    await expect(decide(id, { action: 'retry' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('must name the applicant, of a transfer that is there and asks', async () => {
    const id = await world.start()

    await expect(decide(id, { action: 'adopt' })).rejects.toMatchObject({ code: 'INVALID' })
    await expect(decide(id, { action: 'retry' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(decide(id, { action: 'abandon' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(decide('none', { action: 'retry' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a transfer that has failed', () => {
  const fail = async (taskId = aTask(world.clickup)): Promise<string> => {
    const vacancyId = '999999'
    const id = await world.start({ taskId, vacancyId })
    expect(await world.runToRest(id)).toMatchObject({ status: 'failed', step: 'add-to-vacancy' })
    return id
  }

  it('goes on where it was, with the vacancy that is wished now', async () => {
    const { accountId, state } = world.huntflow
    const vacancy = [...state.vacancies.values()].find(
      (one) => one.accountId === accountId && one.state === 'OPEN',
    )!
    const taskId = aTask(world.clickup)
    const id = await fail(taskId)

    const again = await world.start({ taskId, vacancyId: String(vacancy.id) })
    const transfer = await world.runToRest(id)

    expect(again).toBe(id)
    expect(transfer.status).toBe('completed')
    expect(tracesOf(world, transfer)).toMatchObject({
      applicants: [{}],
      links: [{ vacancyId: vacancy.id }],
      notes: [{}],
    })
  })

  it('is tried again on request, twice at once is once', async () => {
    const id = await fail()

    const both = await Promise.allSettled([retry(id), retry(id)])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.runToRest(id)).toMatchObject({ status: 'failed' })
  })

  it('says so after its last attempt, and what it waits for before', async () => {
    const id = await world.start()
    world.clickup.failNext({ matching: /GET .*\/task\//, status: 503, times: 6 })

    await world.runOnce(id)
    const waiting = await world.find(id)
    await world.runOnce(id, true)

    expect(waiting).toMatchObject({ status: 'waiting', error: expect.stringMatching(/clickup/i) })
    expect(await world.find(id)).toMatchObject({ status: 'failed', finishedAt: expect.any(Date) })
  })

  it.each([
    [
      'a ClickUp token that is dead',
      () => world.clickup.failNext({ matching: /task/, status: 401, body: { err: 'x', ECODE: 'OAUTH_025' } }),
      /Make a new one in ClickUp/,
    ],
    [
      'a task that is gone',
      () => world.clickup.failNext({ matching: /task/, status: 404, body: { err: 'x', ECODE: 'ITEM_013' } }),
      /does not have this any more/,
    ],
    [
      'a Huntflow pair that is dead',
      () => world.huntflow.failNext({ matching: /accounts/, status: 401 }),
      /Make a new pair/,
    ],
  ])('at once because of %s', async (_what, breakIt, words) => {
    const id = await world.start()
    breakIt()

    const error = await world.runOnce(id)

    expect(error).toMatchObject({ name: 'PermanentJobError' })
    expect(await world.find(id)).toMatchObject({ status: 'failed', error: expect.stringMatching(words) })
  })
})

describe('a transfer meanwhile', () => {
  it('goes on with new tokens when the old ones expire at any request', async () => {
    const before = world.huntflow.requests.total
    await world.runToRest(await world.start())
    const requests = world.huntflow.requests.total - before
    world.huntflow.requests.clear()
    await world.runToRest(await world.start())

    for (let last = 1; last <= requests; last += 1) {
      let seen = 0
      const onArrival = (): void => {
        seen += 1
        if (seen === last) expireCurrent()
      }
      world.huntflow.failNext({ times: last, onArrival })
      const transfer = await world.runToRest(await world.start())
      world.huntflow.clearFaults()

      expect(transfer).toMatchObject({ status: 'completed', sentAt: null })
      expect(tracesOf(world, transfer)).toMatchObject({ applicants: [{}], notes: [{}], comments: [{}] })
    }
    expect(requests).toBeGreaterThan(5)
    expect(world.huntflow.requests.matching(/refresh/)).toHaveLength(requests)
  })

  it('waits where Huntflow wants to be left alone', async () => {
    const id = await world.start()
    world.huntflow.failNext({ matching: CREATE, rateLimited: true, headers: { 'retry-after': '90' } })

    const result = await world.runOnce(id)
    const waiting = await world.find(id)

    expect(result).toMatchObject({ again: expect.any(Date) })
    expect(waiting).toMatchObject({ step: 'create-applicant', sentAt: null })
    expect(await world.runToRest(id)).toMatchObject({ status: 'completed' })
  })

  it('fails when its job was cancelled, and not before', async () => {
    const id = await world.start()
    await findLostTransfers(verbs(), world.scope)
    const early = await world.find(id)
    await inWorkspace(world.database.db, world.scope, (tx) =>
      tx
        .updateTable('jobs')
        .set({ state: 'cancelled' })
        .where('workspaceId', '=', world.scope.workspaceId)
        .execute(),
    )
    world.later(16 * 60_000)

    await findLostTransfers(verbs(), world.scope)

    expect(early.status).toBe('waiting')
    expect(await world.find(id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/cancelled or died/),
    })
    await retry(id)
    expect(await world.runToRest(id)).toMatchObject({ status: 'completed' })
  })
})

describe('an import', () => {
  const ask = (taskId: string, askedAt?: Date) => {
    const accountId = String(world.huntflow.accountId)
    return transferForImport(verbs(), world.scope, {
      taskId,
      accountId,
      vacancyId: null,
      ...(askedAt === undefined ? {} : { askedAt }),
    })
  }

  it('starts a transfer, waits for it, and hears that it succeeded', async () => {
    const taskId = aTask(world.clickup)
    const outcomes = [await ask(taskId), await ask(taskId)]
    await world.runToRest(await world.start({ taskId }))

    expect([...outcomes, await ask(taskId)].map(({ outcome }) => outcome)).toEqual([
      'pending',
      'pending',
      'succeeded',
    ])
  })

  it('hears that it failed, and tries again what failed before', async () => {
    const taskId = aTask(world.clickup)
    await ask(taskId)
    world.huntflow.failNext({ matching: CREATE, status: 402 })
    const { id } = await world.runToRest(await world.start({ taskId }))

    expect(await ask(taskId)).toEqual({ outcome: 'failed', error: expect.stringMatching(/licence/) })
    world.later(1_000)
    expect(await ask(taskId, world.deps.clock.now())).toEqual({ outcome: 'pending' })
    expect(await world.runToRest(id)).toMatchObject({ status: 'completed' })
  })

  it('does not wait for a decision', async () => {
    const taskId = aTask(world.clickup)
    await anAsked(taskId)

    expect(await ask(taskId)).toEqual({
      outcome: 'failed',
      error: expect.stringMatching(/adopt the applicant/),
    })
  })
})
