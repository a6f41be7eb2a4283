import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPushWorld, type PushWorld } from '../a-push.ts'

let world: PushWorld
beforeAll(async () => {
  world = await aPushWorld()
})
afterAll(() => world.close())

/** Whether the request whose answer is lost has arrived. */
const FAULTS = { lost: { drop: true, when: 'after' }, away: { drop: true } } as const
const WRITES = [
  /PUT .*\/task\/\w+$/,
  /POST .*\/tag\/\w+$/,
  /DELETE .*\/tag\/\w+$/,
  /POST .*\/field\/[\w-]+$/,
  /DELETE .*\/field\/[\w-]+$/,
]

interface Step {
  readonly title: string
  readonly tags: readonly string[]
  /** Places among the people of the Workspace. */
  readonly people: readonly number[]
  readonly field: string | null
  readonly faults: readonly { readonly matching: RegExp; readonly how: keyof typeof FAULTS }[]
  /** Otherwise the next push comes while this one still waits. */
  readonly isSettled: boolean
}

const aStep: fc.Arbitrary<Step> = fc.record({
  title: fc.constantFrom('one', 'two'),
  tags: fc.subarray(['red', 'green', 'blue']),
  people: fc.subarray([0, 1, 2]),
  field: fc.constantFrom(null, 'this', 'that'),
  faults: fc.uniqueArray(
    fc.record({
      matching: fc.constantFrom(...WRITES),
      how: fc.constantFrom('lost' as const, 'away' as const),
    }),
    { selector: ({ matching }) => matching, maxLength: 3 },
  ),
  isSettled: fc.boolean(),
})

function textField(): string {
  const found = [...world.clickup.state.fields.values()].find(
    ({ type, listIds, customItemIds }) => type === 'short_text' && listIds === null && customItemIds === null,
  )
  if (found === undefined) throw new Error('the fake ClickUp has no text field')
  return found.id
}

const people = () => [...world.clickup.state.users.values()]

async function push({ title, tags, people: places, field }: Step): Promise<void> {
  const assigneeEmails = places.map((place) => people()[place]!.email)
  const customFields = field === null ? {} : { [textField()]: field }
  await world.push([{ internalId: 'A', title, tags: [...tags], assigneeEmails, customFields }])
}

describe('whoever changes their mind while answers are lost', () => {
  it('has what was wanted last, and nothing of what was wanted between', () =>
    fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 2, maxLength: 5 }), async (steps) => {
        await world.freshList()
        for (const step of steps) {
          world.clickup.clearFaults()
          for (const { matching, how } of step.faults) world.clickup.failNext({ matching, ...FAULTS[how] })
          await push(step)
          if (step.isSettled) await world.settle()
        }
        await world.settle()
        const last = steps.at(-1)!
        const [task] = world.marked('A')
        expect(world.tasks()).toHaveLength(1)
        expect(task!.name).toBe(last.title)
        expect([...task!.tags].sort()).toEqual([...last.tags].sort())
        const assigned = last.people.map((place) => people()[place]!.id)
        expect([...task!.assigneeIds].map(String).sort()).toEqual(assigned.map(String).sort())
        expect(task!.values.get(textField()) ?? null).toBe(last.field)
      }),
      { numRuns: 12 },
    ))
})
