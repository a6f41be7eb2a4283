import { describe, expect, it } from 'vitest'
import { chooseNext } from '../../../server/platform/mail/choose-next.ts'
import type { MailboxLoad } from '../../../server/platform/mail/mailbox.store.ts'

const at = new Date('2026-03-02T10:00:00Z')
const moment = { at, windowMs: 60_000 }
const ago = (seconds: number): Date => new Date(at.getTime() - seconds * 1_000)
const QUIET: MailboxLoad = {
  busyUntil: null,
  plainId: null,
  plainLaterAt: null,
  digestableId: null,
  digestOver: null,
  digestables: 0,
  digestableLaterAt: null,
  sentLately: 0,
  firstSentAt: null,
  digestSentAt: null,
}
const waiting = (digestables: number): Partial<MailboxLoad> => ({
  digestableId: 'b',
  digestOver: 3,
  digestables,
})
const choose = (load: Partial<MailboxLoad>) => chooseNext({ ...QUIET, ...load }, moment)

describe('what a mailbox gets next', () => {
  it.each<[string, Partial<MailboxLoad>, ReturnType<typeof chooseNext>]>([
    ['nothing, when nothing waits', {}, { kind: 'nothing' }],
    ['nothing, while somebody else sends to it', { ...waiting(1), busyUntil: at }, { kind: 'later', at }],
    ['the oldest', { ...waiting(1), plainId: 'a' }, { kind: 'send', id: 'a' }],
    [
      'the oldest, also when it could be gathered',
      { ...waiting(1), plainId: 'c' },
      { kind: 'send', id: 'b' },
    ],
    ['single mails up to the threshold', waiting(3), { kind: 'send', id: 'b' }],
    ['a digest above it', waiting(4), { kind: 'gather' }],
    [
      'a digest when it has got some of its share',
      { ...waiting(2), sentLately: 2, firstSentAt: ago(5) },
      { kind: 'gather' },
    ],
    [
      'the last of its share',
      { ...waiting(1), sentLately: 2, firstSentAt: ago(5) },
      { kind: 'send', id: 'b' },
    ],
    [
      'nothing more until the first is old enough',
      { ...waiting(9), sentLately: 3, firstSentAt: ago(20) },
      { kind: 'later', at: ago(-40) },
    ],
    [
      'nothing more for a while after a digest',
      { ...waiting(1), digestSentAt: ago(10) },
      { kind: 'later', at: ago(-50) },
    ],
    [
      'what is never gathered, also then',
      { ...waiting(1), digestSentAt: ago(10), plainId: 'c' },
      { kind: 'send', id: 'c' },
    ],
    [
      'what is tried again, at its time',
      { plainLaterAt: ago(-30), digestableLaterAt: ago(-20) },
      { kind: 'later', at: ago(-20) },
    ],
  ])('is %s', (_what, load, choice) => {
    expect(choose(load)).toEqual(choice)
  })
})
