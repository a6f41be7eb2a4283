import { describe, expect, it } from 'vitest'
import { isMailAddress } from '../../../server/platform/mail/mail-address.ts'
import { senderOf } from '../../../server/platform/mail/sender.ts'
import { readSmtpUrl } from '../../../server/platform/mail/smtp-options.ts'

describe('SMTP_URL', () => {
  it.each([
    ['smtp://mail', { host: 'mail', port: 25, secure: false, auth: undefined, ignoreTLS: false }],
    [
      'smtps://a%40b.c:p%3Aw@mail.example.com',
      { port: 465, secure: true, auth: { user: 'a@b.c', pass: 'p:w' } },
    ],
    ['smtp://127.0.0.1:1025', { port: 1025, ignoreTLS: true, requireTLS: false }],
    ['smtp://[::1]:1025?requireTLS=true', { host: '::1', ignoreTLS: false, requireTLS: true }],
    ['smtp://mail?rejectUnauthorized=false', { tls: { rejectUnauthorized: false } }],
  ])('is read: %s', (url, options) => {
    expect(readSmtpUrl(url)).toMatchObject(options)
  })
})

describe('the sender', () => {
  it.each([
    [{ from: 'Time <time@example.org>' }, 'Time <time@example.org>', 'example.org'],
    [{ smtpUrl: 'smtp://robot%40example.net:x@mail' }, 'Switchyard <robot@example.net>', 'example.net'],
    [
      { smtpUrl: 'smtp://robot:x@mail', baseUrl: 'https://time.example.com/x' },
      'Switchyard <switchyard@time.example.com>',
      'time.example.com',
    ],
    [{ baseUrl: 'http://10.1.1.1:8080' }, 'Switchyard <switchyard@localhost>', 'localhost'],
  ])('is what is known best: %j', (known, from, domain) => {
    expect(senderOf({ smtpUrl: undefined, from: undefined, baseUrl: undefined, ...known })).toEqual({
      from,
      domain,
    })
  })
})

describe('an address', () => {
  it.each(['ana@example.com', 'ana+time@sub.example.com', 'ана@пример.рф'])(
    'can be mailed to: %s',
    (text) => {
      expect(isMailAddress(text)).toBe(true)
    },
  )

  it.each([
    '',
    'ana',
    'ana@',
    'a@b@c',
    'a@b, c@d',
    'Ana <a@b>',
    'a@b\r\nBcc: c@d',
    'a b@c',
    `${'a'.repeat(250)}@b.cd`,
  ])('cannot: %j', (text) => {
    expect(isMailAddress(text)).toBe(false)
  })
})
