import { enqueueMails, isMailAddress, mailboxOf } from '../../../platform/mail/index.ts'
import { plainLine } from '../../../shared/plain-line.ts'
import type { ReportMail, TimeSessionDeps } from '../deps.ts'
import { htmlOfMail, textOfMail, type Translate } from './mail-layout.ts'
import { dayText } from './moment-text.ts'
import { textOf } from './texts.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Puts a finished report into the outbox with its file, once for each mailbox. */
export function reportMailer({
  clock,
}: Pick<TimeSessionDeps, 'clock'>): NonNullable<TimeSessionDeps['mailReport']> {
  return async (tx, scope, { reportId, fileId, fileName, receivers, ...report }) => {
    const said = contentOf(report)
    const mails = receivers.filter(isMailAddress).map((to) => ({
      ...said,
      key: `report:${reportId}:${mailboxOf(to)}`,
      kind: 'report',
      to,
      attachment: { fileId, name: fileName, contentType: XLSX },
      digest: null,
    }))
    await enqueueMails({ clock }, { tx, scope }, mails)
  }
}

function contentOf({ personName, period, language }: Pick<ReportMail, 'personName' | 'period' | 'language'>) {
  const places = {
    person: plainLine(personName ?? '', 500),
    from: dayText(language, period.from),
    to: dayText(language, period.to),
    zone: period.zone,
  }
  const t: Translate = (key) => textOf(language, key, places)
  const title = t(`report.${period.kind}`)
  const intro = [t(personName === null ? 'report.everybody' : 'report.person')]
  const remarks = [t('report.zone'), t('footer')]
  const parts = { title, intro, facts: [], changes: [], remarks, address: undefined }
  const about = personName === null ? '' : ` – ${places.person}`
  return {
    language,
    subject: `${title}${about}: ${places.from} – ${places.to}`,
    text: textOfMail(parts, t),
    html: htmlOfMail(parts, { language, t }),
  }
}
