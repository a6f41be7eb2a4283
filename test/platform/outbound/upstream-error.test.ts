import { describe, expect, it } from 'vitest'
import {
  failureOf,
  readJson,
  requireSuccess,
  toAppError,
  UpstreamError,
  type HttpResponse,
} from '../../../server/platform/outbound/index.ts'

const deps = { clock: { now: () => new Date('2026-11-20T10:00:00Z'), monotonicMs: () => 0 } }

function answer(status: number, body = '', headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, body: Buffer.from(body), durationMs: 1, timing: { firstByteMs: 1, bodyMs: 0 } }
}

describe('failureOf', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [429, 'rate-limited'],
    [400, 'rejected'],
    [302, 'rejected'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('calls %i %s', (status, kind) => {
    expect(failureOf(status)).toBe(kind)
  })
})

describe('requireSuccess', () => {
  it.each([200, 201, 204])('returns an answer with %i', (status) => {
    const response = answer(status)

    expect(requireSuccess(deps, 'clockify', response)).toBe(response)
  })

  it('throws the kind, the status and how long to wait', () => {
    const response = answer(429, 'the body', { 'retry-after': '5' })

    expect(() => requireSuccess(deps, 'clockify', response)).toThrow(
      expect.objectContaining({ kind: 'rate-limited', status: 429, retryAfterMs: 5000 }),
    )
  })

  it('keeps the body out of the message', () => {
    expect(() => requireSuccess(deps, 'clockify', answer(400, 'hunter2'))).not.toThrow(/hunter2/)
  })
})

describe('readJson', () => {
  it('reads the body', () => {
    expect(readJson('clockify', answer(200, '{"a":1}'))).toEqual({ a: 1 })
  })

  it.each(['', '<html>hunter2', '{"a":'])('calls %j unreadable without quoting it', (body) => {
    expect(() => readJson('clockify', answer(200, body))).toThrow(
      expect.objectContaining({ kind: 'unreadable' }),
    )
    expect(() => readJson('clockify', answer(200, body))).not.toThrow(/hunter2/)
  })
})

describe('toAppError', () => {
  it('makes a 502 that says who failed and how', () => {
    const error = toAppError(
      new UpstreamError({ service: 'clockify', kind: 'unavailable', reason: 'timeout' }),
    )

    expect(error).toMatchObject({ code: 'UPSTREAM_FAILED', status: 502, retryAfterSeconds: undefined })
    expect(error.message).toMatch(/^clockify did not answer in time/)
  })

  it('hands on when to come back, in whole seconds', () => {
    const error = toAppError(
      new UpstreamError({ service: 'clockify', kind: 'rate-limited', retryAfterMs: 1200 }),
    )

    expect(error.retryAfterSeconds).toBe(2)
  })
})
