import { enqueueMails, mailboxOf, type NewMail } from '../../../platform/mail/index.ts'
import type { Mailing } from '../deps.ts'
import type { Place } from '../sessions/session-change.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { listMailPeople, listOverlaps } from './mail-facts.store.ts'
import { newOverlaps, type Course } from './new-overlaps.ts'
import { newsAbout, newsOf, type MadeChange, type News } from './news-of.ts'
import { isMailed, receiversOf, type MailPerson } from './receivers-of.ts'
import { sessionMail } from './session-mail.ts'

interface Told {
  readonly change: MadeChange
  readonly news: News
}

/**
 * Puts the mails that changes cause into the outbox, in the transaction of the changes. While no mail is due, nothing is read but the
 * settings; else the people and the overlaps of all changes at once.
 */
export async function announceChanges(place: Place, changes: readonly MadeChange[]): Promise<void> {
  const { tx, scope, mailing } = place
  if (mailing === undefined) return
  const settings = await place.settings()
  const told: readonly Told[] = [
    ...changes.flatMap((change) => newsOf(change).map((news) => ({ change, news }))),
    ...(isMailed(settings, 'problem') ? await overlapsOf(place, changes) : []),
  ].filter(({ news }) => isMailed(settings, news.occasion))
  if (told.length === 0) return
  const ids = [...new Set(told.map(({ change }) => change.after.personId))]
  const people = new Map((await listMailPeople(tx, scope, ids)).map((person) => [person.id, person]))
  const mails = told.flatMap((one) => mailsOf(one, { settings, mailing, people }))
  await enqueueMails(mailing, { tx, scope }, mails)
}

/** What this transaction as a whole has brought about. */
async function overlapsOf({ tx, scope }: Place, changes: readonly MadeChange[]): Promise<readonly Told[]> {
  const courses = new Map<string, Course & { readonly last: MadeChange }>()
  for (const change of changes) {
    const { before } = courses.get(change.after.id) ?? change
    courses.set(change.after.id, { before, after: change.after, last: change })
  }
  const moved = [...courses.values()].filter(hasMoved)
  const ended = moved.flatMap(({ after: { endedAt, ...session } }) =>
    endedAt === null ? [] : [{ ...session, endedAt }],
  )
  if (ended.length === 0) return []
  return newOverlaps(moved, await listOverlaps(tx, scope, ended)).flatMap(
    ({ sessionId, startedAt, endedAt }) => {
      const change = courses.get(sessionId)?.last
      const wrong = { kind: 'overlaps', startedAt, endedAt } as const
      return change === undefined ? [] : [{ change, news: newsAbout('problem', [wrong]) }]
    },
  )
}

function hasMoved({ before, after }: Course): boolean {
  if (after.status === 'deleted' || after.endedAt === null) return false
  return (
    before === undefined ||
    before.status === 'deleted' ||
    before.personId !== after.personId ||
    before.startedAt.getTime() !== after.startedAt.getTime() ||
    before.endedAt?.getTime() !== after.endedAt.getTime()
  )
}

interface Known {
  readonly settings: TimeSessionSettings
  readonly mailing: Mailing
  readonly people: ReadonlyMap<string, MailPerson>
}

function mailsOf({ change, news }: Told, { settings, mailing, people }: Known): readonly NewMail[] {
  const { after, because } = change
  const person = people.get(after.personId)
  if (person === undefined) return []
  const receivers = receiversOf(settings, news.occasion, person)
  if (receivers.length === 0) return []
  const { language, digestOver } = settings
  const limit = person.overtimeHours ?? settings.overtimeHours
  const address = mailing.sessionAddress?.(after.id)
  const { summary, ...said } = sessionMail({ language, news, change, person, limit, address })
  return receivers.map((to) => ({
    ...said,
    to,
    language,
    key: `${keyOf({ change, news })}:${mailboxOf(to)}`,
    kind: because.action,
    attachment: null,
    digest: { over: digestOver, summary },
  }))
}

/** An entry of the log is written once; overtime is told once in the life of a session. */
function keyOf({ change, news }: Told): string {
  if (news.told === 'overtime') return `overtime:${change.after.id}`
  const others = news.wrong.map((wrong) =>
    wrong.kind === 'overlaps' ? wrong.startedAt.toISOString() : wrong.kind,
  )
  return [change.entryId, news.told, ...others].join(':')
}
