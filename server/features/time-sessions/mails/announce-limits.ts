import { enqueueMails, mailboxOf, type NewMail } from '../../../platform/mail/index.ts'
import { plainLine } from '../../../shared/plain-line.ts'
import type { Place } from '../sessions/session-change.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { listMailPeople } from './mail-facts.store.ts'
import { htmlOfMail, textOfMail, type Translate } from './mail-layout.ts'
import { dayText } from './moment-text.ts'
import { hasAddress, isMailed, receiversOf, type MailPerson } from './receivers-of.ts'
import { textOf } from './texts.ts'

/** A person is over the limit of a day or a week. */
export interface PassedLimit {
  readonly personId: string
  readonly period: 'day' | 'week'
  /** Such as 2026-03-02. */
  readonly startsOn: string
  readonly limitHours: number
}

/** Puts the mails about it into the outbox, once for each person and period. */
export async function announceLimits(
  place: Omit<Place, 'log'>,
  passed: readonly PassedLimit[],
): Promise<void> {
  const { tx, scope, mailing } = place
  if (mailing === undefined || passed.length === 0) return
  const settings = await place.settings()
  if (!isMailed(settings, 'overtime')) return
  const ids = [...new Set(passed.map(({ personId }) => personId))]
  const people = await listMailPeople(tx, scope, ids)
  const mails = passed.flatMap((limit) => {
    const person = people.find(({ id }) => id === limit.personId)
    return person === undefined ? [] : mailsOf(limit, person, settings)
  })
  await enqueueMails(mailing, { tx, scope }, mails)
}

function mailsOf(limit: PassedLimit, person: MailPerson, settings: TimeSessionSettings): readonly NewMail[] {
  const { language, digestOver } = settings
  const places = {
    person: plainLine(person.name, 500),
    limit: new Intl.NumberFormat(language).format(limit.limitHours),
    day: dayText(language, limit.startsOn),
  }
  const t: Translate = (key) => textOf(language, key, places)
  const intro = t(`overtime.${limit.period}`)
  const title = t('overtime.title')
  const remarks = [...(hasAddress(person) ? [] : [t('noAddress')]), t('footer')]
  const parts = { title, intro: [intro], facts: [], changes: [], remarks, address: undefined }
  const { personId, period, startsOn } = limit
  return receiversOf(settings, 'overtime', person).map((to) => ({
    key: `overtime-${period}:${personId}:${startsOn}:${mailboxOf(to)}`,
    kind: `person.overtime-${period}`,
    to,
    language,
    subject: `${title} – ${places.person}`,
    text: textOfMail(parts, t),
    html: htmlOfMail(parts, { language, t }),
    attachment: null,
    digest: { over: digestOver, summary: `${title}: ${intro}` },
  }))
}
