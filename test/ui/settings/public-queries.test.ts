import { describe, expect, it } from 'vitest'
import { Problem } from '../../../ui/src/api/client.ts'
import { readinessOf } from '../../../ui/src/screens/settings/public-queries.ts'

describe('readinessOf', () => {
  it('takes "not ready" as an answer, with its reason', () => {
    const error = new Problem(503, { detail: 'the database does not answer.' })
    expect(readinessOf(error)).toEqual({ isReady: false, reason: 'the database does not answer.' })
  })

  it('leaves everything else a failure', () => {
    const away = new Problem(0, {})
    expect(() => readinessOf(away)).toThrow(away)
    const broken = new Error('broken')
    expect(() => readinessOf(broken)).toThrow(broken)
  })
})
