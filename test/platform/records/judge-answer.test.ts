import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../../server/platform/records/judge-answer.ts'

describe('judgeAnswer', () => {
  it.each([
    [401, { code: 4017, message: 'token' }, { kind: 'token-invalid' }],
    [401, { code: 1000 }, { kind: 'token-invalid' }],
    [401, { message: 'The add-on lacks the scope TAG_READ' }, { kind: 'refused', family: true, gone: false }],
    [401, 'API is not accessible', { kind: 'refused', family: true, gone: false }],
    [403, undefined, { kind: 'refused', family: false, gone: false }],
    [402, {}, { kind: 'refused', family: false, gone: false }],
    [404, undefined, { kind: 'refused', family: false, gone: true }],
    [400, { code: 501 }, { kind: 'refused', family: false, gone: true }],
    [400, { code: 4033 }, { kind: 'refused', family: false, gone: false }],
    [400, { code: 3001 }, { kind: 'failed' }],
    [400, { code: '501' }, { kind: 'failed' }],
    [302, undefined, { kind: 'failed' }],
    [500, { code: 501 }, { kind: 'failed' }],
  ])('reads %i with %j', (status, body, expected) => {
    expect(judgeAnswer(status, body)).toMatchObject(expected)
  })

  it('keeps the message, without NUL, secrets and length', () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(30)}.${'b'.repeat(30)}`

    const { reason } = judgeAnswer(403, { message: `no\0 ${token} ${'x '.repeat(300)}` })

    expect(reason).toMatch(/^answered 403: no \[redacted\]/)
    expect(reason.length).toBeLessThan(230)
  })
})
