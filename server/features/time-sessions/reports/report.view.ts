import type { ReportView } from './report.schemas.ts'
import type { FoundReport } from './report.store.ts'

export function reportView(report: FoundReport): ReportView {
  const { id, kind, personId, personName, zone, status, sessions, error, email } = report
  return {
    id,
    kind,
    person: personId === null ? null : { id: personId, name: personName ?? '' },
    from: report.fromDay,
    to: report.toDay,
    zone,
    status,
    sessions,
    error,
    fileName: fileNameOf(report),
    scheduled: report.periodKey !== null,
    // JSON that was made of values of these types.
    requestedBy: report.requestedBy as ReportView['requestedBy'],
    email,
    mailedTo: report.mailedTo as ReportView['mailedTo'],
    createdAt: report.createdAt.toISOString(),
    finishedAt: report.finishedAt?.toISOString() ?? null,
  }
}

/** Of letters that every file system and header takes. */
export function fileNameOf({
  fromDay,
  toDay,
  personId,
  personName,
}: Pick<FoundReport, 'fromDay' | 'toDay' | 'personId' | 'personName'>): string {
  const plain = (personName ?? '')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const whose = personId === null ? '' : `_${plain === '' ? personId.slice(-8) : plain}`
  return `time-report_${fromDay}_${toDay}${whose}.xlsx`
}
