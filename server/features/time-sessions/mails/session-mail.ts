import { plainLine } from '../../../shared/plain-line.ts'
import type { SessionRow } from '../sessions/session.store.ts'
import { changeLines, type Line } from './change-lines.ts'
import { htmlOfMail, textOfMail, type Translate } from './mail-layout.ts'
import { durationText, momentText } from './moment-text.ts'
import type { MadeChange, News } from './news-of.ts'
import { hasAddress, type MailPerson } from './receivers-of.ts'
import { textOf, type Language, type TextKey } from './texts.ts'

export interface SessionNews {
  readonly language: Language
  readonly news: News
  readonly change: Pick<MadeChange, 'after' | 'fields'>
  readonly person: MailPerson
  /** Hours after which a session is overtime. */
  readonly limit: number
  /** Of the session's page; undefined: there is none that others reach. */
  readonly address: string | undefined
}

export interface SessionMail {
  readonly subject: string
  readonly summary: string
  readonly text: string
  readonly html: string
}

const LONGEST = 500

/** All texts of others are shown as they are, on one line, and as nothing but text. */
export function sessionMail(told: SessionNews): SessionMail {
  const { language, news, change, address } = told
  const person = plainLine(told.person.name, LONGEST)
  const limit = new Intl.NumberFormat(language).format(told.limit)
  const t = (key: TextKey, places: Record<string, string> = {}): string =>
    textOf(language, key, { person, limit, ...places })
  const title = t(`${news.told}.title`)
  const intro = [t(`${news.told}.intro`), ...wrongLines(told, t)]
  const facts = factLines(told, t)
  const changes = news.told === 'edited' ? changeLines(language, change, t) : []
  const remarks = [...(hasAddress(told.person) ? [] : [t('noAddress')]), t('footer')]
  const parts = { title, intro, facts, changes, remarks, address }
  return {
    subject: `${title} – ${person}`,
    summary: summaryOf(told, { title, person }),
    text: textOfMail(parts, t),
    html: htmlOfMail(parts, { language, t }),
  }
}

function wrongLines({ language, news, change }: SessionNews, t: Translate): readonly string[] {
  return news.wrong.map((wrong) => {
    if (wrong.kind !== 'overlaps') return t(`problem.${wrong.kind}`)
    const zone = zoneOf(change.after, 'offsetStart')
    const [start, end] = [wrong.startedAt, wrong.endedAt].map((at) => momentText(language, at, zone))
    return t('problem.overlaps', { start: start ?? '', end: end ?? '' })
  })
}

function factLines({ language, change: { after }, person }: SessionNews, t: Translate): readonly Line[] {
  const { description, projectName, projectId, taskName, taskId, endedAt, durationSeconds, note } = after
  const started = momentText(language, after.startedAt, zoneOf(after, 'offsetStart'))
  const ended = endedAt && momentText(language, endedAt, zoneOf(after, 'offsetEnd'))
  const all: readonly (readonly [TextKey, string | null])[] = [
    ['field.person', person.name],
    ['field.description', description],
    ['field.project', projectName ?? projectId],
    ['field.task', taskName ?? taskId],
    ['field.startedAt', started],
    ['field.endedAt', ended],
    ['field.duration', durationSeconds === null ? null : durationText(durationSeconds)],
    ['field.status', t(`status.${after.status}`)],
    ['field.overtime', after.overtime ? t('value.yes') : null],
    ['field.note', note],
  ]
  return all.flatMap(([key, value]) =>
    value === null || value === '' ? [] : [[t(key), plainLine(value, LONGEST)] as const],
  )
}

function zoneOf(session: SessionRow, offset: 'offsetStart' | 'offsetEnd') {
  return { timeZone: session.timeZone, offsetSeconds: session[offset] }
}

function summaryOf(
  { language, change: { after } }: SessionNews,
  { title, person }: { readonly title: string; readonly person: string },
): string {
  const what = [after.projectName, after.description].flatMap((text) => text || []).join(', ')
  const when = momentText(language, after.startedAt, zoneOf(after, 'offsetStart'))
  return plainLine(`${title}: ${person}, ${when}${what === '' ? '' : `, ${what}`}`, 200)
}
