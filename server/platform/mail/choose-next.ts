import type { MailboxLoad } from './mailbox.store.ts'

/** What is done next for a mailbox. */
export type Choice =
  | { readonly kind: 'send'; readonly id: string }
  | { readonly kind: 'gather' }
  | { readonly kind: 'later'; readonly at: Date }
  | { readonly kind: 'nothing' }

interface Moment {
  readonly at: Date
  /** In so long a time a mailbox gets as many single mails as its threshold says, or one digest. */
  readonly windowMs: number
}

/** The oldest mail first; those that may be gathered are, when more wait than the mailbox may still get one by one. */
export function chooseNext(load: MailboxLoad, moment: Moment): Choice {
  const { busyUntil, plainId, digestableId } = load
  // Whoever sends looks again afterwards, unless it dies.
  if (busyUntil !== null) return { kind: 'later', at: busyUntil }
  const gatherable = digestableId === null ? undefined : chooseGatherable(load, digestableId, moment)
  const isPlainFirst = plainId !== null && (digestableId === null || plainId < digestableId)
  if (plainId !== null && (isPlainFirst || gatherable?.kind === 'later')) return { kind: 'send', id: plainId }
  return earliest(gatherable, load)
}

function chooseGatherable(load: MailboxLoad, id: string, { windowMs }: Moment): Choice {
  const { digestOver, digestables, sentLately, firstSentAt, digestSentAt } = load
  const most = digestOver ?? 1
  const after = (sentAt: Date): Choice => ({ kind: 'later', at: new Date(sentAt.getTime() + windowMs) })
  if (digestSentAt !== null) return after(digestSentAt)
  if (firstSentAt !== null && sentLately >= most) return after(firstSentAt)
  return digestables > most - sentLately ? { kind: 'gather' } : { kind: 'send', id }
}

function earliest(choice: Choice | undefined, load: MailboxLoad): Choice {
  if (choice !== undefined && choice.kind !== 'later') return choice
  const times = [choice?.at, load.plainLaterAt, load.digestableLaterAt].flatMap((at) => at ?? [])
  const [first] = times.sort((a, b) => a.getTime() - b.getTime())
  return first === undefined ? { kind: 'nothing' } : { kind: 'later', at: first }
}
