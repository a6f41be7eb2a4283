import { describe, expect, it } from 'vitest'

import { isoDuration } from '../../../../server/sandbox/clockify/views/instants.ts'

describe('isoDuration', () => {
  it.each([
    [0, 'PT0S'],
    [5_400_000, 'PT1H30M'],
    [93_605_000, 'PT26H5S'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(isoDuration(ms)).toBe(text)
  })
})
