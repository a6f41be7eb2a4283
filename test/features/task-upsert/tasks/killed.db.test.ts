import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aPushWorld, type PushWorld } from '../a-push.ts'

let world: PushWorld
beforeAll(async () => {
  world = await aPushWorld()
})
afterAll(() => world.close())
beforeEach(() => world.freshList())

const FILE = { name: 'report.txt', contentBase64: Buffer.from('found it').toString('base64') }
const FIRST = { title: 'first', tags: ['old'], attachments: [FILE] }
const SECOND = { title: 'second', tags: ['new'], description: 'as it is', attachments: [FILE] }

let nextId = 0

/** Pushes, dies, is born again, goes on; and is pushed once more by somebody who heard no answer. */
async function pushThrough(internalId: string): Promise<void> {
  const { life } = world.processes[0]
  for (const task of [FIRST, SECOND]) {
    await world.push([{ internalId, ...task }])
    if (life.isDead()) life.reborn()
    await world.settle()
    await world.push([{ internalId, ...task }])
  }
  await world.settle()
}

async function expectOne(internalId: string): Promise<void> {
  const found = world.marked(internalId)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ name: 'second', tags: ['new'] })
  expect(found[0]!.attachments.map(({ title }) => title)).toEqual(['report.txt'])
  const row = (await world.rows()).find((one) => one.internalId === internalId)
  expect(row).toMatchObject({ status: 'done', error: null, createSentAt: null, taskId: found[0]!.id })
  expect(row!.appliedNumber).toBe(row!.wantedNumber)
}

describe('a process that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its transactions and requests leaves one task',
    async (when) => {
      const { life } = world.processes[0]
      await pushThrough('uninterrupted')
      await expectOne('uninterrupted')
      const actions = life.actions()
      expect(actions).toBeGreaterThan(20)
      for (let action = 1; action <= actions; action += 1) {
        const internalId = `I-${(nextId += 1)}`
        life.reborn()
        life.dieAt(action, when)

        await pushThrough(internalId)
        await expectOne(internalId)
      }
    },
    240_000,
  )
})
