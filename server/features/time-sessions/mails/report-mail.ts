import { enqueueMails, isMailAddress, mailboxOf } from '../../../platform/mail/index.ts'
import { findFile } from '../../../platform/files/index.ts'
import { plainLine } from '../../../shared/plain-line.ts'
import type { ReportMail, TimeSessionDeps } from '../deps.ts'
import { XLSX } from '../reports/make-report.ts'
import { htmlOfMail, textOfMail, type Translate } from './mail-layout.ts'
import { dayText } from './moment-text.ts'
import { textOf } from './texts.ts'

// Many mail servers take no more than 25 MB, in which a file of this size just fits.
const LARGEST_BYTES = 15 * 1024 * 1024

/** Puts a finished report into the outbox with its file, once for each mailbox; what is too large for a mail stays to be downloaded. */
export function reportMailer({
  clock,
}: Pick<TimeSessionDeps, 'clock'>): NonNullable<TimeSessionDeps['mailReport']> {
  return async (tx, scope, { reportId, fileId, fileName, receivers, ...report }) => {
    const file = await findFile(tx, scope, fileId)
    const isAttached = file !== undefined && file.sizeBytes <= LARGEST_BYTES
    const said = contentOf({ ...report, isAttached })
    const mails = receivers.filter(isMailAddress).map((to) => ({
      ...said,
      key: `report:${reportId}:${mailboxOf(to)}`,
      kind: 'report',
      to,
      attachment: isAttached ? { fileId, name: fileName, contentType: XLSX } : null,
      digest: null,
    }))
    await enqueueMails({ clock }, { tx, scope }, mails)
  }
}

interface Content extends Pick<ReportMail, 'personName' | 'period' | 'language'> {
  readonly isAttached: boolean
}

function contentOf({ personName, period, language, isAttached }: Content) {
  const places = {
    person: plainLine(personName ?? '', 500),
    from: dayText(language, period.from),
    to: dayText(language, period.to),
    zone: period.zone,
  }
  const t: Translate = (key) => textOf(language, key, places)
  const title = t(`report.${period.kind}`)
  const where = t(isAttached ? 'report.attached' : 'report.tooLarge')
  const intro = [t(personName === null ? 'report.everybody' : 'report.person'), where]
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
