import type { SyncRun } from '../../../api/clickup-types.ts'
import { formatMs, formatNumber, t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { COUNTERS, progressText, RunChip } from './sync-words.tsx'

const ROW_HEIGHT = 52

export function SyncTable({ runs }: { readonly runs: readonly SyncRun[] }) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('clickup.tab.syncs')} aria-rowcount={runs.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('clickup.syncs.started')}</th>
            <th scope="col">{t('clickup.syncs.result')}</th>
            {COUNTERS.map((name) => (
              <th key={name} scope="col" className="number">
                {t(`clickup.syncs.${name}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('clickup.syncs.duration')}
            </th>
          </tr>
        </thead>
        <WindowedBody items={runs} rowHeight={ROW_HEIGHT}>
          {(run, row) => <SyncRow key={run.id} run={run} row={row} />}
        </WindowedBody>
      </table>
    </div>
  )
}

function SyncRow({ run, row }: { readonly run: SyncRun; readonly row: RowProps }) {
  const isRunning = run.status === 'running'
  return (
    <tr {...row}>
      <td>
        <Ago at={run.startedAt ?? run.createdAt} />
        <div className="help">
          {t(`clickup.trigger.${run.trigger}`)}
          {run.full && ` · ${t('clickup.syncs.full')}`}
        </div>
      </td>
      <td>
        <RunChip status={run.status} />
        {isRunning && (
          <>
            <progress className="short-progress" aria-label={t('clickup.sync.progress')} />
            <div className="help">{progressText(run)}</div>
          </>
        )}
        {run.moreToRead && <div className="help">{t('clickup.sync.more')}</div>}
        {run.errorMessage !== null && (
          <details className="sync-error">
            <summary>{t('clickup.syncs.why')}</summary>
            <p className={run.status === 'error' ? 'error-text' : 'help'}>{run.errorMessage}</p>
          </details>
        )}
      </td>
      {COUNTERS.map((name) => (
        <td key={name} className="number" data-label={t(`clickup.syncs.${name}`)}>
          {formatNumber(run[name])}
        </td>
      ))}
      <td className="number keep" data-label={t('clickup.syncs.duration')}>
        {run.durationMs === null ? '–' : formatMs(run.durationMs)}
      </td>
    </tr>
  )
}
