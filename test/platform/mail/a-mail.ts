import type { NewMail } from '../../../server/platform/mail/index.ts'

let made = 0

/** Sent by itself unless a digest is told. */
export function aMail(to: string, mail: Partial<NewMail> = {}): NewMail {
  made += 1
  return {
    key: `key ${made}`,
    kind: 'test',
    to,
    language: 'en',
    subject: `Subject ${made}`,
    text: `Text ${made}\n`,
    html: `<p>Text ${made}</p>`,
    attachment: null,
    digest: null,
    ...mail,
  }
}
