import { describe, expect, it } from 'vitest'
import { nearestName } from '../../../server/platform/studio/nearest-name.ts'

const names = ['getTags', 'getTag', 'createTag', 'getExpenses']

describe('nearestName', () => {
  it.each([
    ['getTgas', 'getTags'],
    ['gettags', 'getTags'],
    ['createTags', 'createTag'],
    ['getExpense', 'getExpenses'],
  ])('takes %s for %s', (given, meant) => {
    const nearest = nearestName(given, names)

    expect(nearest).toBe(meant)
  })

  it('guesses nothing for a name that is like none', () => {
    const nearest = nearestName('zzzzzzzzzzzz', names)

    expect(nearest).toBeUndefined()
  })

  it('stays cheap for a very long name', () => {
    const nearest = nearestName('x'.repeat(100_000), names)

    expect(nearest).toBeUndefined()
  })
})
