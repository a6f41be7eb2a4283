import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { decideTransfer } from '../../../server/features/huntflow-transfer/transfers/decide-transfer.ts'
import type { Transfer } from '../../../server/features/huntflow-transfer/transfers/transfer.store.ts'
import { aTask, aTransferWorld, tracesOf, type TransferWorld } from './a-transfer.ts'

let world: TransferWorld
let vacancyId: string
beforeAll(async () => {
  world = await aTransferWorld()
  const { accountId, state } = world.huntflow
  const open = [...state.vacancies.values()].find(
    (one) => one.accountId === accountId && one.state === 'OPEN',
  )
  vacancyId = String(open!.id)
})
afterEach(() => {
  world.clickup.clearFaults()
  world.huntflow.clearFaults()
  world.process.reborn()
})
afterAll(() => world.close())

/** Whoever is asked looks into Huntflow and says what is there. */
async function runWithPerson(id: string): Promise<{ transfer: Transfer; questions: number }> {
  for (let questions = 0; questions < 5; questions += 1) {
    const transfer = await world.runToRest(id)
    if (transfer.status !== 'needs-decision') return { transfer, questions }
    const [made] = tracesOf(world, transfer).applicants
    const decision =
      made === undefined
        ? { action: 'retry' as const }
        : { action: 'adopt' as const, applicantId: String(made.id) }
    const deps = { db: world.database.db, clock: world.deps.clock }
    await decideTransfer(deps, world.scope, { id, ...decision })
  }
  throw new Error('the transfer asks again and again')
}

const ONE_OF_EACH = {
  applicants: [{}],
  notes: [{}],
  links: [{}],
  tags: ['clickup'],
  comments: [{}],
  taskTags: ['huntflow'],
}

async function expectOneOfEach(id: string): Promise<{ questions: number }> {
  const { transfer, questions } = await runWithPerson(id)
  expect(transfer).toMatchObject({ status: 'completed', error: null, sentAt: null })
  expect(tracesOf(world, transfer)).toMatchObject(ONE_OF_EACH)
  return { questions }
}

const WRITES = {
  upload: /POST .*\/upload$/,
  applicant: /POST .*\/applicants$/,
  vacancy: /POST .*\/vacancy$/,
  note: /POST .*\/logs$/,
  tags: /POST .*\/applicants\/\d+\/tags$/,
  comment: /POST .*\/comment$/,
  tag: /POST .*\/tag\/huntflow$/,
}
const LOST = {
  'the connection breaks': { drop: true },
  'the server fails': { status: 502 },
  'the answer is cut': { cutBody: true },
} as const

describe('a write whose answer is lost', () => {
  const cases = Object.entries(WRITES).flatMap(([write, matching]) =>
    Object.entries(LOST).map(([how, fault]) => ({ write, matching, how, fault })),
  )

  it.each(cases)('is found, not repeated: $write, $how', async ({ matching, fault }) => {
    for (const service of [world.huntflow, world.clickup])
      service.failNext({ matching, ...fault, when: 'after' })

    const { questions } = await expectOneOfEach(await world.start({ vacancyId }))

    expect(questions).toBe(0)
  })

  it.each(Object.entries(WRITES))('that never arrived is made once: %s', async (write, matching) => {
    for (const service of [world.huntflow, world.clickup]) service.failNext({ matching, drop: true })

    const { questions } = await expectOneOfEach(await world.start({ vacancyId }))

    // Only for the applicant a missing trace proves nothing: Huntflow's search may be late.
    expect(questions).toBe(write === 'applicant' ? 1 : 0)
  })

  it('is looked for three times before somebody is asked', async () => {
    world.huntflow.failNext({ matching: WRITES.applicant, drop: true })
    const startedAt = world.deps.clock.now().getTime()

    const id = await world.start()
    const asked = await world.runToRest(id)

    expect(asked).toMatchObject({
      status: 'needs-decision',
      step: 'create-applicant',
      looks: 3,
      error: expect.stringMatching(/adopt the applicant that you find/),
    })
    expect(world.deps.clock.now().getTime() - startedAt).toBeGreaterThan(120_000)
  })

  it('of one that is refused is plainly refused', async () => {
    world.huntflow.failNext({ matching: WRITES.applicant, status: 402 })

    const failed = await world.runToRest(await world.start())

    expect(failed).toMatchObject({ status: 'failed', sentAt: null, error: expect.stringMatching(/licence/) })
    expect(tracesOf(world, failed).applicants).toEqual([])
  })
})

describe('a process that is killed', () => {
  let actions = 0
  beforeAll(async () => {
    world.process.reborn()
    const transfer = await world.runToRest(await world.start({ vacancyId }))
    expect(transfer.status).toBe('completed')
    // From the start of the run to its last store.
    actions = world.process.actions()
  })

  it.each(['before', 'after'] as const)(
    '%s any of its transactions and requests',
    async (when) => {
      expect(actions).toBeGreaterThan(25)
      for (let action = 1; action <= actions; action += 1) {
        const id = await world.start({ vacancyId })
        world.process.reborn()
        world.process.dieAt(action, when)

        await expectOneOfEach(id)
      }
    },
    240_000,
  )

  it('again and again', async () => {
    const death = fc.record({
      action: fc.integer({ min: 1, max: 40 }),
      when: fc.constantFrom('before', 'after'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(death, { minLength: 1, maxLength: 4 }), async (deaths) => {
        const id = await world.start({ vacancyId })
        for (const { action, when } of deaths) {
          world.process.reborn()
          world.process.dieAt(action, when)
          await world.runOnce(id)
        }
        world.process.reborn()
        await expectOneOfEach(id)
      }),
      { numRuns: 25 },
    )
  }, 240_000)
})

describe('two tries at once', () => {
  it('the older one stores nothing any more', async () => {
    const id = await world.start({ taskId: aTask(world.clickup), vacancyId })
    const held = world.huntflow.holdNext(/POST .*\/upload$/)
    const older = world.runOnce(id)
    await held.asked
    const newer = await world.runToRest(id)
    held.release()

    expect(await older).toBeUndefined()
    expect(newer.status).toBe('completed')
    expect(tracesOf(world, newer)).toMatchObject(ONE_OF_EACH)
  })
})
