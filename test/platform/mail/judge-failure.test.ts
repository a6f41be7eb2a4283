import { describe, expect, it } from 'vitest'
import { judgeFailure } from '../../../server/platform/mail/judge-failure.ts'
import { retryDelayMs } from '../../../server/platform/mail/retry-delay.ts'
import { hideSecrets, readSmtpUrl } from '../../../server/platform/mail/smtp-options.ts'

const failure = (fields: object, message = 'no') => Object.assign(new Error(message), fields)
const plain = (text: string): string => text

describe('a failure to hand a mail over', () => {
  it.each([
    [
      'a mailbox that is not there',
      { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' },
      'refused',
      undefined,
    ],
    [
      'a mail that is not taken',
      { code: 'EMESSAGE', responseCode: 554, command: 'DATA' },
      'refused',
      undefined,
    ],
    ['an address that is none', { code: 'EENVELOPE' }, 'refused', undefined],
    ['a mailbox that is full', { code: 'EENVELOPE', responseCode: 452, command: 'RCPT TO' }, 'later', false],
    ['a server that is busy', { code: 'EENVELOPE', responseCode: 421, command: 'RCPT TO' }, 'later', true],
    ['a login that is refused', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'later', true],
    [
      'a sender that is refused',
      { code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' },
      'later',
      true,
    ],
    [
      'a server that does not take us',
      { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' },
      'later',
      true,
    ],
    ['nobody at the address', { code: 'ESOCKET' }, 'later', true],
    ['silence', { code: 'ETIMEDOUT', command: 'CONN' }, 'later', true],
  ])('is judged by what was answered: %s', (...[, fields, kind, isServer]) => {
    expect(judgeFailure(failure(fields), plain)).toEqual({
      kind,
      reason: 'no',
      ...(kind === 'later' ? { isServer } : {}),
    })
  })

  it('is told on one line, without what gives access', () => {
    const hide = hideSecrets(readSmtpUrl('smtp://robot:p%40ss@mail.example.com'))
    const line = Buffer.from('\0robot\0p@ss').toString('base64')
    const told = judgeFailure(failure({ code: 'EAUTH' }, `no:\r\np@ss p%40ss ${line}`), hide)

    expect(told).toMatchObject({ reason: 'no: [hidden] [hidden] [hidden]' })
  })

  it('is followed by longer and longer pauses up to a day, and an end', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (attempts) => (retryDelayMs(attempts) ?? Number.NaN) / 60_000,
    )

    expect(minutes).toEqual([1, 5, 15, 60, 240, 720, 1_440, Number.NaN])
  })
})
