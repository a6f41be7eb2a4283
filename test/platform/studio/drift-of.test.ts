import { describe, expect, it } from 'vitest'
import type { Difference } from '../../../server/platform/openapi/index.ts'
import { driftOf, shownDifference } from '../../../server/platform/studio/drift-of.ts'

const unexpected = (pointer: string): Difference => ({
  pointer,
  kind: 'unexpected',
  message: 'is not documented',
})

describe('driftOf', () => {
  it('takes the sample from the first item that has it', () => {
    const drift = driftOf([unexpected('/*/extra')], [{ id: 1 }, { id: 2, extra: { deep: [1] } }])

    expect(drift).toEqual([{ pointer: '/*/extra', kind: 'unexpected', sample: '{"extra":{"deep":[1]}}' }])
  })

  it('counts names that are ids as one place', () => {
    const ids = ['64a687e29ae1f428e7ebe303', '6f9619ff-8b86-4011-b42d-00cf4fc964ff', '17', '2026-01-31']

    const drift = driftOf(
      ids.map((id) => unexpected(`/totals/${id}`)),
      { totals: {} },
    )

    expect(drift.map(({ pointer }) => pointer)).toEqual(['/totals/*'])
  })

  it('comes in one order, whatever the order of the differences', () => {
    const differences = [unexpected('/b'), unexpected('/a'), { ...unexpected('/a'), kind: 'type' as const }]

    expect(driftOf(differences, {})).toEqual(driftOf(differences.toReversed(), {}))
  })

  it('hides values of secret names and cuts long ones', () => {
    const differences: Difference[] = [
      unexpected('/apiToken'),
      { pointer: '/password', kind: 'enum', message: '"hunter2" is no documented value' },
      unexpected('/long'),
    ]

    const drift = driftOf(differences, { apiToken: 'hunter2', password: 'hunter2', long: 'x'.repeat(9_000) })

    expect(JSON.stringify(drift)).not.toContain('hunter2')
    expect(Math.max(...drift.map(({ sample }) => sample.length))).toBe(200)
  })

  it('stores no NUL, which PostgreSQL refuses', () => {
    const [drift] = driftOf([unexpected('/a\0b')], {})

    expect(`${drift?.pointer}${drift?.sample}`).not.toContain('\0')
  })

  it('reads no inherited field', () => {
    const [drift] = driftOf([unexpected('/constructor')], {})

    expect(drift?.sample).toBe('{}')
  })
})

describe('shownDifference', () => {
  it('keeps what is no secret', () => {
    const difference: Difference = {
      pointer: '/color',
      kind: 'enum',
      message: '"PINK" is no documented value',
    }

    expect(shownDifference(difference)).toEqual(difference)
  })
})
