import { describe, expect, it } from 'vitest'
import {
  isOutcomeUnknown,
  UpstreamError,
  type UnavailableReason,
} from '../../../server/platform/outbound/index.ts'
import { AppError } from '../../../server/shared/errors.ts'

const away = (reason: UnavailableReason) => new UpstreamError({ service: 'x', kind: 'unavailable', reason })
const answered = (status: number, kind: UpstreamError['kind']) =>
  new UpstreamError({ service: 'x', kind, status })

describe('isOutcomeUnknown', () => {
  it.each<UnavailableReason>(['timeout', 'reset', 'status', 'too-large', 'closed', 'network'])(
    'may have been done: %s',
    (reason) => expect(isOutcomeUnknown(away(reason))).toBe(true),
  )

  it.each<UnavailableReason>(['refused', 'unresolved', 'blocked-address', 'tls'])(
    'was not even sent: %s',
    (reason) => expect(isOutcomeUnknown(away(reason))).toBe(false),
  )

  it('may have been done when the other side failed or its answer cannot be read', () => {
    expect(isOutcomeUnknown(answered(503, 'unavailable'))).toBe(true)
    expect(isOutcomeUnknown(answered(200, 'unreadable'))).toBe(true)
    expect(isOutcomeUnknown(answered(408, 'rejected'))).toBe(true)
    expect(isOutcomeUnknown(new Error('something of ours, perhaps afterwards'))).toBe(true)
  })

  it('was refused, by them or by us', () => {
    expect(isOutcomeUnknown(answered(400, 'rejected'))).toBe(false)
    expect(isOutcomeUnknown(answered(404, 'unreadable'))).toBe(false)
    expect(isOutcomeUnknown(answered(401, 'unauthorized'))).toBe(false)
    expect(isOutcomeUnknown(answered(429, 'rate-limited'))).toBe(false)
    expect(isOutcomeUnknown(new AppError('INVALID', 'not allowed'))).toBe(false)
  })
})
