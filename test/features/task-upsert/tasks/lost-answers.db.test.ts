import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aPushWorld, type PushWorld } from '../a-push.ts'

let world: PushWorld
beforeAll(async () => {
  world = await aPushWorld()
})
afterAll(() => world.close())
beforeEach(() => world.freshList())

const FILE = {
  name: 'report.txt',
  mimeType: 'text/plain',
  contentBase64: Buffer.from('found it').toString('base64'),
}
const { drop, failure, cut } = {
  drop: { drop: true },
  failure: { status: 502 },
  cut: { cutBody: true },
} as const
const LOST = { 'the connection breaks': drop, 'the server fails': failure, 'the answer is cut': cut }

/** One push that makes a task, and one that changes everything of it by its own call. */
const FIRST = {
  internalId: 'A',
  title: 'first',
  description: 'as it was',
  priority: 3,
  tags: ['old', 'both'],
  customFields: {} as Record<string, unknown>,
  attachments: [FILE],
}
const SECOND = { ...FIRST, title: 'second', description: 'as it is', priority: 1, tags: ['both', 'new'] }

const WRITES = {
  create: /POST .*\/list\/\w+\/task$/,
  upload: /POST .*\/attachment$/,
  put: /PUT .*\/task\/\w+$/,
  tag: /POST .*\/tag\/new$/,
  untag: /DELETE .*\/tag\/old$/,
  field: /POST .*\/field\/[\w-]+$/,
  clear: /DELETE .*\/field\/[\w-]+$/,
}

function textFields(): readonly string[] {
  const [space] = [...world.clickup.state.spaces.values()]
  const found = [...world.clickup.state.fields.values()].filter(
    ({ type, listIds, customItemIds }) =>
      (type === 'text' || type === 'short_text') &&
      listIds === null &&
      customItemIds === null &&
      space !== undefined,
  )
  return found.map(({ id }) => id)
}

describe('a write whose answer is lost', () => {
  const cases = Object.entries(WRITES).flatMap(([write, matching]) =>
    Object.entries(LOST).map(([how, fault]) => ({ write, matching, how, fault })),
  )

  it.each(cases)('is done once: $write, $how', async ({ matching, fault }) => {
    await expectOnce(() => world.clickup.failNext({ matching, ...fault, when: 'after' }))
  })

  it.each(Object.entries(WRITES))('that never arrived is done once: %s', async (_write, matching) => {
    await expectOnce(() => world.clickup.failNext({ matching, drop: true }))
  })
})

async function expectOnce(fail: () => void): Promise<void> {
  const [field = ''] = textFields()
  fail()
  await world.push([{ ...FIRST, customFields: { [field]: 'before' } }])
  await world.settle()
  await world.push([{ ...SECOND, customFields: { [field]: 'after' } }])
  await world.settle()
  await world.push([{ ...SECOND, customFields: {} }])
  await world.settle()

  expect(world.tasks()).toHaveLength(1)
  const [task] = world.marked('A')
  expect(task).toMatchObject({ name: 'second', priority: 1, tags: ['both', 'new'] })
  expect(task!.values.has(field)).toBe(false)
  expect(task!.markdown).toMatch(/^as it is\n\n`A` · switchyard-[0-9a-f]{16}$/)
  expect(task!.attachments.map(({ title }) => title)).toEqual(['report.txt'])
  const [row] = await world.rows()
  expect(row).toMatchObject({ status: 'done', error: null, createSentAt: null, notes: [] })
  expect(row!.appliedNumber).toBe(row!.wantedNumber)
  expect(world.clickup.requests.complaints).toEqual([])
}
