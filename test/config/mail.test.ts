import { describe, expect, it } from 'vitest'
import { inspectConfig, readConfig } from '../../server/config/config.ts'

const complaintOf = (env: Record<string, string>): string =>
  inspectConfig(env)
    .complaints.map(({ name, message }) => `${name}: ${message}`)
    .join()

describe('the mail server and the sender', () => {
  it.each(['smtp://mail:1025', 'smtps://robot%40example.com:p%25w@mail.example.com?requireTLS=true'])(
    'are read: %s',
    (url) => {
      expect(readConfig({ SMTP_URL: url, MAIL_FROM: ' Time <time@example.com> ' }).mail).toEqual({
        smtpUrl: url,
        from: 'Time <time@example.com>',
      })
    },
  )

  it.each([
    'mail.example.com',
    'http://robot:hush@mail',
    'smtp://',
    'smtp://robot:hush%@mail',
    'smtp://robot:hush@mail?logger=true',
  ])('are refused without being repeated: %s', (url) => {
    expect(complaintOf({ SMTP_URL: url })).toMatch(/^SMTP_URL: it /)
    expect(complaintOf({ SMTP_URL: url })).not.toContain('hush')
  })

  it.each(['time', 'a@b, c@d', 'Time <a@b>\r\nBcc: c@d', 'Time <time>'])('are refused: %j', (from) => {
    expect(complaintOf({ MAIL_FROM: from })).toMatch(/^MAIL_FROM: /)
  })
})
