import { useMutation } from '@tanstack/react-query'
import { send } from '../../../api/client.ts'
import type { Report } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip, type Tone } from '../../../kit/chip.tsx'
import { Failure } from '../../../kit/states.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { saveFile } from '../../../kit/save-file.ts'
import { reportPeriod } from './report-words.ts'

const ROW_HEIGHT = 56
const COLUMNS = ['kind', 'period', 'person', 'state', 'made', 'file'] as const
const TONES: Readonly<Record<Report['status'], Tone>> = {
  waiting: 'plain',
  running: 'busy',
  done: 'good',
  failed: 'bad',
}

export function ReportTable({ reports }: { readonly reports: readonly Report[] }) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('time.tab.reports')} aria-rowcount={reports.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`reports.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={reports} rowHeight={ROW_HEIGHT}>
          {(report, row) => <ReportRow key={report.id} report={report} row={row} />}
        </WindowedBody>
      </table>
    </div>
  )
}

function ReportRow({ report, row }: { readonly report: Report; readonly row: RowProps }) {
  const { kind, person, scheduled, mailedTo, createdAt } = report
  return (
    <tr {...row}>
      <td>
        <strong>{t(`reports.kind.${kind}`)}</strong>
        {scheduled && <div className="help">{t('reports.scheduled')}</div>}
      </td>
      <td data-label={t('reports.column.period')}>{reportPeriod(report)}</td>
      <td data-label={t('reports.column.person')}>{person?.name ?? t('reports.everybody')}</td>
      <td>
        <State report={report} />
      </td>
      <td data-label={t('reports.column.made')}>
        <Ago at={createdAt} />
        {mailedTo.length > 0 && (
          <div className="help">{t('reports.mailedTo', { to: mailedTo.join(', ') })}</div>
        )}
      </td>
      <td>{report.status === 'done' && <Download report={report} />}</td>
    </tr>
  )
}

function State({ report: { status, sessions, error } }: { readonly report: Report }) {
  const isGoing = status === 'waiting' || status === 'running'
  return (
    <>
      <Chip tone={TONES[status]}>{t(`reports.status.${status}`)}</Chip>
      {isGoing && <progress className="report-progress" aria-label={t('reports.progress')} />}
      {sessions > 0 && <div className="help">{t('reports.sessions', { count: sessions })}</div>}
      {error !== null && <div className="error-text">{error}</div>}
    </>
  )
}

function Download({ report }: { readonly report: Report }) {
  const download = useMutation({
    mutationFn: async () => {
      const answer = await send(`/api/reports/${encodeURIComponent(report.id)}/file`)
      saveFile(await answer.blob(), report.fileName)
    },
  })
  return (
    <>
      <button type="button" disabled={download.isPending} onClick={() => download.mutate()}>
        {t('reports.download')}
        <span className="hidden-text">
          {' '}
          {t(`reports.kind.${report.kind}`)} {reportPeriod(report)}
        </span>
      </button>
      {download.error && <Failure error={download.error} />}
    </>
  )
}
